// Starts every unit in order, keeps it running, wires services to each other, and stops all in reverse order.

import { allocateBoard } from '../board/board-memory.ts';
import type { SharedBuffers } from '../board/shared-buffers.ts';
import type { Clock } from '../clock.ts';
import { AppError, toWireError, type WireError } from '../errors.ts';
import type { FromHost, SharedBuffer } from '../host/control.ts';
import type { Log, LogLevels } from '../log/log.ts';
import { Broker } from './broker.ts';
import { MAIN } from './main-unit.ts';
import type { Channel, SpawnThread, UnitSpec, UnitState } from './unit.ts';
import type { UnitMemory } from './unit-memory.ts';
import { UnitRunner } from './unit-runner.ts';

export type SupervisorOptions = {
  /** In the order of starting: who is used before who uses. */
  readonly units: readonly UnitSpec[];
  /** Services that are known but switched off. */
  readonly disabled: readonly string[];
  /** Shared memory by unit id. */
  readonly memories: ReadonlyMap<string, UnitMemory>;
  /** Named shared memory; undefined where it is switched off. */
  readonly buffers: { readonly registry: SharedBuffers; readonly bytes: number } | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly levels: LogLevels;
  /** For each service to start. */
  readonly startTimeoutMs: number;
  /** For each unit to stop in order before it is ended. */
  readonly stopTimeoutMs: number;
  /** The two ends of a new wire between two services. */
  createChannel(): readonly [Channel, Channel];
  spawnerOf(unit: UnitSpec): SpawnThread;
  /** A unit that the program cannot do without is gone. */
  onFatal(unit: string, cause: AppError): void;
  /** A worker changed its state. */
  onChange?(status: WorkerStatus): void;
};

export type WorkerStatus = { readonly service: string; readonly state: UnitState; readonly restarts: number };

export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #broker: Broker;
  readonly #runners: UnitRunner[] = [];
  readonly #byService = new Map<string, UnitRunner>();
  #isStopping = false;
  #levels: LogLevels;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#levels = options.levels;
    this.#broker = new Broker({
      createChannel: options.createChannel,
      knows: (service) => this.#byService.has(service),
      post: (service, message) => this.#byService.get(service)?.post(message),
    });
    for (const unit of options.units) this.#add(unit);
    for (const service of options.disabled) this.#broker.gone(service);
  }

  /**
   * Resolves when every unit is ready, given up or waiting to be tried again: one that cannot start yet holds up nobody
   * else. Stops in between when told to stop.
   */
  async start(): Promise<void> {
    for (const runner of this.#runners) {
      if (this.#isStopping) return;
      void runner.start();
      await runner.attempted;
    }
  }

  /** Stops in reverse order; returns the units that had to be forced. */
  async stop(): Promise<string[]> {
    this.#isStopping = true;
    const forced: string[] = [];
    for (const runner of [...this.#runners].reverse()) {
      for (const { name } of runner.spec.services) this.#broker.gone(name);
      if (await runner.stop(this.#options.stopTimeoutMs)) forced.push(runner.spec.id);
    }
    return forced;
  }

  /** Orderly restart on a person's word; forgets earlier deaths. */
  async restart(service: string): Promise<void> {
    const runner = this.#runnerOf(service);
    if (runner.spec.id === MAIN) throw new AppError('WORKER_UNKNOWN', toOnMain(service));
    runner.forgive();
    // From here on whoever wants it waits for its successor, also while it is stopping.
    for (const { name } of runner.spec.services) this.#broker.down(name);
    await runner.stop(this.#options.stopTimeoutMs);
    if (this.#isStopping || runner.isStuck) return;
    runner.restarts++;
    await runner.start();
  }

  /** Ends the thread of a service as a crash would; it is restarted by its policy. */
  kill(service: string, cause: AppError): void {
    this.#runnerOf(service).kill(cause);
  }

  setLevels(levels: LogLevels): void {
    this.#levels = levels;
    for (const runner of this.#runners) runner.setLevels(levels);
  }

  /** What every new thread begins with. */
  get levels(): LogLevels {
    return this.#levels;
  }

  /** Units whose thread was ended and never exited: the process cannot end in order. */
  get stuck(): string[] {
    return this.#runners.filter(({ isStuck }) => isStuck).map(({ spec }) => spec.id);
  }

  get status(): WorkerStatus[] {
    return this.#runners.flatMap(statusOf);
  }

  get runners(): readonly UnitRunner[] {
    return this.#runners;
  }

  #add(unit: UnitSpec): void {
    const { clock, log, memories, spawnerOf, onFatal, startTimeoutMs } = this.#options;
    const memory = memories.get(unit.id);
    if (!memory) throw new AppError('BUG', `No memory for unit ${unit.id}.`);
    const runner: UnitRunner = new UnitRunner(unit, {
      spawn: spawnerOf(unit),
      clock,
      log,
      memory,
      startTimeoutMs,
      events: {
        onReady: (service, epoch) => this.#broker.ready({ service, epoch }),
        onDown: (services) => {
          for (const service of services) {
            this.#broker.down(service);
            this.#options.buffers?.registry.detachAll(service);
          }
        },
        onGivenUp: (given, cause) => {
          for (const { name } of given.services) this.#broker.gone(name);
          if (given.atCap === 'stop' || cause.kind === 'config') onFatal(given.id, cause);
        },
        onStuck: (stuck, cause) => {
          for (const { name } of stuck.services) this.#broker.abandoned(name);
          if (!this.#isStopping) onFatal(stuck.id, cause);
        },
        onConnect: (message) => this.#broker.connect(message),
        onBuffer: (message) =>
          runner.post({ type: 'buffer', id: message.id, buffer: this.#openBuffer(message) }),
        onState: () => {
          for (const status of statusOf(runner)) this.#options.onChange?.(status);
        },
      },
    });
    this.#runners.push(runner);
    for (const { name } of unit.services) this.#byService.set(name, runner);
  }

  #openBuffer({ service, name, slotBytes }: Extract<FromHost, { type: 'buffer' }>): SharedBuffer | WireError {
    const { buffers } = this.#options;
    try {
      if (!buffers) throw new AppError('SHARED_MEMORY_OFF');
      const allocate = () => allocateBoard({ slotBytes, bytes: buffers.bytes });
      const writerId = [...this.#byService.keys()].indexOf(service) + 1;
      return { memory: buffers.registry.attach(name, service, allocate), writerId };
    } catch (error) {
      return toWireError(error);
    }
  }

  #runnerOf(service: string): UnitRunner {
    const runner = this.#byService.get(service);
    if (!runner) throw new AppError('WORKER_UNKNOWN', `There is no worker ${service}.`);
    return runner;
  }
}

/** Why what the main thread serves is not restarted as a worker. */
function toOnMain(service: string): string {
  return service === 'supervisor'
    ? 'The supervisor is the program itself: `./zapflow stop`, then `./zapflow start`.'
    : `The ${service} is a process of its own, which the guard starts again when it ends; it is no worker. To begin anew: \`./zapflow stop\`, then \`./zapflow start\`.`;
}

function statusOf(runner: UnitRunner): WorkerStatus[] {
  const { state, restarts, spec } = runner;
  return spec.services.map(({ name }) => ({ service: name, state, restarts }));
}
