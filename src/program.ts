// The whole program: supervisor, workers and control socket, until it is told to stop.
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Config } from './config/resolve.ts';
import { systemClock } from './core/clock.ts';
import { codecOf } from './core/codec.ts';
import type { AppError } from './core/errors.ts';
import { acquireInstanceLock } from './core/instance-lock.ts';
import { supervisorContract } from './core/supervisor/contract.ts';
import { openControlSocket } from './core/supervisor/control-socket.ts';
import { toPlacement } from './core/supervisor/placement.ts';
import { type Runtime, startRuntime } from './core/supervisor/start-runtime.ts';
import { toSettings } from './worker-settings.ts';
import { workers } from './workers/index.ts';

export type ProgramIo = {
  readonly err: (text: string) => void;
  readonly isTerminal: boolean;
  readonly isColoured: boolean;
};

const restartInput = codecOf(supervisorContract.calls.restart.input);

type Stop = { readonly why: string; readonly exitCode: number };

const MIB = 2 ** 20;
const FATAL = 1;
/** EX_SOFTWARE of sysexits(3): an error on the main thread, after which a guard starts the program again. */
const BUG = 70;
/** Added to a worker's place in the start order when it had to be forced to stop. */
const FORCED = 10;

/** Runs until SIGINT, SIGTERM, `zapflow stop` or the loss of a worker it cannot do without; gives the exit code. */
export async function runProgram(config: Config, io: ProgramIo): Promise<number> {
  const lock = acquireInstanceLock(config.dataDir);
  const stopped = Promise.withResolvers<Stop>();
  const release = onSignals((signal) => stopped.resolve({ why: signal, exitCode: 0 }));
  try {
    const runtime = await boot(config, io, (unit, cause) => {
      io.err(`zapflow: ${unit} is gone and the program cannot do without it: ${cause.message}\n`);
      stopped.resolve({ why: `${unit} failed`, exitCode: cause.kind === 'config' ? 78 : FATAL });
    });
    const onBug = (error: unknown) => {
      runtime.log.fatal('an error on the main thread stops the program', { err: error });
      stopped.resolve({ why: 'an error on the main thread', exitCode: BUG });
    };
    process.on('uncaughtException', onBug);
    const startedMs = systemClock.monotonicMs();
    const control = await openControl(config, runtime, startedMs, () =>
      stopped.resolve({ why: 'zapflow stop', exitCode: 0 }),
    );
    void runtime.ready.then(() => runtime.log.info('ready', { mode: config.mode, workers: workers.length }));
    const { why, exitCode } = await stopped.promise;
    runtime.log.info('stopping', { why });
    const forced = await runtime.stop();
    process.off('uncaughtException', onBug);
    await control.close();
    return exitCode === 0 ? toExitCode(forced) : exitCode;
  } finally {
    release();
    lock.release();
  }
}

function boot(
  config: Config,
  io: ProgramIo,
  onFatal: (unit: string, cause: AppError) => void,
): Promise<Runtime<Record<never, never>>> {
  const { runtime, log } = config;
  const memoryBytes = process.constrainedMemory() || totalmem();
  const machine = { cores: availableParallelism(), memoryBytes: Math.min(memoryBytes, totalmem()) };
  const enabled = workers.filter(({ name }) => config.workers[name].enabled);
  return startRuntime({
    placement: toPlacement(config.placement, machine),
    workers: enabled.map(({ name, module }) => ({
      name,
      module,
      settings: toSettings(name, config, io),
      ...toWorkerLimits(config, name),
    })),
    disabled: workers.filter(({ name }) => !config.workers[name].enabled).map(({ name }) => name),
    limits: {
      callDeadlineMs: runtime.callDeadlineMs,
      maxMessageBytes: runtime.maxMessageBytes,
      maxQueueSize: runtime.maxQueueSize,
    },
    levels: { ...log.levels, default: log.level },
    sharedMemory: runtime.sharedMemory.enabled ? runtime.sharedMemory : null,
    pool: { ...runtime.pool, maxThreads: runtime.pool.maxThreads || machine.cores },
    processMemoryBytes:
      runtime.processMemoryMb > 0 ? runtime.processMemoryMb * MIB : machine.memoryBytes * 0.8,
    stopTimeoutMs: runtime.stopTimeoutMs,
    onFatal,
  });
}

function toWorkerLimits({ runtime, workers: configured }: Config, name: keyof Config['workers']) {
  const worker = configured[name];
  return {
    maxConcurrent: worker.maxConcurrent,
    maxMemoryMb: worker.maxMemoryMb,
    restarts: {
      restartOnError: worker.restartOnError,
      maxRestarts: worker.maxRestarts,
      windowMs: runtime.restartWindowMs,
      delayMs: runtime.restartDelayMs,
      maxDelayMs: runtime.restartMaxDelayMs,
    },
    atCap: worker.atCap,
    hotSpare: worker.hotSpare,
    heartbeatIntervalMs: runtime.heartbeatIntervalMs,
    group: worker.group,
  };
}

function openControl(
  config: Config,
  { supervisor }: Runtime<Record<never, never>>,
  startedMs: number,
  requestStop: () => void,
) {
  return openControlSocket({
    path: join(config.dataDir, 'control.sock'),
    clock: systemClock,
    commands: {
      status: async () => ({
        status: supervisor.status.every(({ state }) => state === 'ready') ? 'Healthy' : 'Degraded',
        mode: config.mode,
        uptimeMs: Math.round(systemClock.monotonicMs() - startedMs),
        workers: Object.fromEntries(
          supervisor.status.map(({ service, state, restarts }) => [service, { state, restarts }]),
        ),
      }),
      stop: async () => requestStop(),
      restart: async (args) => {
        const { worker } = restartInput.check(args) as { worker: string };
        await supervisor.restart(worker);
      },
      logs: async () => ({ directory: join(config.dataDir, 'logs'), files: ['orderflow.log'] }),
    },
  });
}

/** A second signal while stopping ends the program at once. */
function onSignals(stop: (signal: string) => void): () => void {
  let asked = false;
  const onSignal = (signal: string) => {
    if (asked) process.exit(128 + (signal === 'SIGINT' ? 2 : 15));
    asked = true;
    stop(signal);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
}

/** Tells which worker had to be forced: the first in the order of stopping. */
function toExitCode(forced: readonly string[]): number {
  if (forced.length === 0) return 0;
  return (
    FORCED +
    Math.max(
      0,
      workers.findIndex(({ name }) => name === forced[0]),
    )
  );
}
