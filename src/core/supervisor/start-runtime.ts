// A supervised set of services, from placement to clients: what the program, the examples, the tests and the benches run.
import { MessageChannel } from 'node:worker_threads';
import { createSharedBuffers } from '../board/shared-buffers.ts';
import { holdProcess, systemClock } from '../clock.ts';
import { createHost } from '../host/create-host.ts';
import { loadServices } from '../host/load-services.ts';
import type { ThreadData } from '../host/thread-data.ts';
import { createLogRingWriter } from '../log/log-ring.ts';
import { createLogger, type Logger } from '../log/logger.ts';
import { systemRandom } from '../random.ts';
import { currentScope } from '../scope.ts';
import type { Client, Service, Uses } from '../service.ts';
import { toBeatMs } from './heartbeat.ts';
import { createMainService, type MainStarted } from './main-service.ts';
import { MAIN, toMainUnit } from './main-unit.ts';
import { watchMemory } from './memory-watch.ts';
import { type PlacedUnit, toUnits } from './placement.ts';
import { fillRuntimeOptions, type RuntimeOptions } from './runtime-options.ts';
import { createInlineSpawner } from './spawn-inline.ts';
import { createWorkerSpawner } from './spawn-worker.ts';
import { Supervisor, type WorkerStatus } from './supervisor.ts';
import { UnitMemory } from './unit-memory.ts';

export type Runtime<U extends Uses> = {
  readonly supervisor: Supervisor;
  readonly clients: { readonly [K in keyof U]: Client<U[K]> };
  readonly log: Logger;
  /** Resolves when every worker is ready, given up, or waiting to be tried again. */
  readonly ready: Promise<void>;
  /** Stops everything in reverse order; returns the units that had to be forced. */
  stop(): Promise<string[]>;
};

const clock = systemClock;

/** The module every thread runs. */
const entry = new URL('../../thread.ts', import.meta.url);

export async function startRuntime<U extends Uses = Record<never, never>>(
  given: RuntimeOptions<U>,
): Promise<Runtime<U>> {
  const options = fillRuntimeOptions(given);
  const units = [toMainUnit(options.mainServices), ...toUnits(options.workers, options.placement)];
  const runId = systemRandom.hex(4);
  const memories = new Map(
    units.map(({ id, services }) => [
      id,
      new UnitMemory(
        runId,
        services.map(({ name }) => name),
      ),
    ]),
  );
  const memoryOf = (id: string): UnitMemory => memories.get(id) as UnitMemory;
  const writeLine = createLogRingWriter(memoryOf(MAIN).logRing).write;
  const log = createLogger({
    write: writeLine,
    clock,
    worker: MAIN,
    levels: options.levels,
    scope: currentScope,
  });
  const main = createMainService({ uses: options.uses, memories, log, supervisor: () => supervisor });

  const dataOf = ({ id, isInline, services, heartbeatIntervalMs }: PlacedUnit): ThreadData => ({
    unit: id,
    services,
    figuresOf: isInline && id !== MAIN ? undefined : services[0]?.name,
    limits: options.limits,
    sharesMemory: options.sharedMemory !== undefined,
    heartbeat: memoryOf(id).heartbeat,
    beatMs: toBeatMs(heartbeatIntervalMs),
    logRing: memoryOf(id).logRing,
    levels: supervisor.levels,
    pool: { ...options.pool, threads: options.placement !== 'single' },
  });

  const spawnerOf = (unit: PlacedUnit) =>
    unit.isInline
      ? createInlineSpawner({
          clock,
          load: async () =>
            unit.id === MAIN ? byName([main.service, ...options.mainServices]) : loadServices(unit.services),
          createHost: (services, report) =>
            createHost(dataOf(unit), services, report, unit.id === MAIN ? writeLine : undefined),
        })
      : createWorkerSpawner(entry, () => dataOf(unit));

  const supervisor: Supervisor = new Supervisor({
    units,
    disabled: options.disabled,
    memories,
    buffers: options.sharedMemory && {
      registry: createSharedBuffers({ clock, ...options.sharedMemory }),
      bytes: options.sharedMemory.bufferBytes,
    },
    clock,
    log,
    levels: options.levels,
    startTimeoutMs: options.startTimeoutMs,
    stopTimeoutMs: options.stopTimeoutMs,
    createChannel: () => {
      const { port1, port2 } = new MessageChannel();
      return [port1, port2];
    },
    spawnerOf: (unit) => spawnerOf(unit as PlacedUnit),
    onFatal: options.onFatal,
    onChange: (status) => void main.started.then((started) => onChange(started, status)),
  });
  const release = holdProcess();
  const ready = supervisor.start();
  const { clients, metrics } = await main.started;
  const resident = metrics.gauge('zapflow_process_memory');
  const memoryWatch = watchMemory({
    clock,
    log,
    limitBytes: options.processMemoryBytes,
    runners: supervisor.runners,
    residentBytes: () => process.memoryUsage.rss(),
    onReading: (bytes) => resident.set(bytes),
  });
  return {
    supervisor,
    clients,
    log,
    ready,
    async stop() {
      memoryWatch.cancel();
      return supervisor.stop().finally(release);
    },
  };
}

function byName(services: readonly Service[]): Map<string, Service> {
  return new Map(services.map((service) => [service.contract.name, service]));
}

function onChange({ publish, metrics }: MainStarted<Uses>, status: WorkerStatus): void {
  if (status.state === 'starting' && status.restarts > 0)
    metrics.counter('zapflow_worker_restarts', { worker: status.service }).add();
  // Once the main service has stopped, nobody listens any more.
  publish('workerChanged', status).catch(() => {});
}
