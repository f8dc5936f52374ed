// One run of the program, from its start to its end or the death of its process: the real supervisor over simulated threads.
import { readMetrics } from '../board/metric-samples.ts';
import type { Labels } from '../board/metric-series.ts';
import type { MetricName } from '../board/metric-table.ts';
import { createSharedBuffers } from '../board/shared-buffers.ts';
import type { LinkLimits } from '../link/outgoing-calls.ts';
import { createLogger } from '../log/logger.ts';
import type { Service } from '../service.ts';
import { createMainService } from '../supervisor/main-service.ts';
import { MAIN } from '../supervisor/main-unit.ts';
import { Supervisor } from '../supervisor/supervisor.ts';
import type { UnitSpec } from '../supervisor/unit.ts';
import { UnitMemory } from '../supervisor/unit-memory.ts';
import { Life } from './life.ts';
import type { Scheduler } from './scheduler.ts';
import { drawLogUniform, type SeededStreams } from './seeded-streams.ts';
import { createSimulatedHost, type SimulatedDoors } from './simulated-host.ts';
import { createSimulatedSpawner, type SimulatedThread } from './simulated-thread.ts';
import { createSimulatedWires, type SimulatedEnd } from './simulated-wire.ts';
import { createLabel } from './trace.ts';

export type ProgramOptions = {
  /** Counts the runs of one world, from 1. */
  readonly number: number;
  /** The first is the main unit. */
  readonly units: readonly UnitSpec[];
  readonly services: ReadonlyMap<string, Service>;
  readonly limits: LinkLimits;
  readonly scheduler: Scheduler;
  readonly streams: SeededStreams;
  readonly doors: SimulatedDoors;
  /** Draws how long one batch travels, in ms; one stream of draws for each wire. */
  latencyOf(wire: string): () => number;
  onSpawn(thread: SimulatedThread): void;
  /** A life was told to start its first service. */
  onStart(life: Life): void;
  onFatal(unit: string): void;
};

/** Lines go to the world, not to the ring. */
const UNUSED_RING_BYTES = 1024;
const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;

export class SimulatedProgram {
  readonly supervisor: Supervisor;
  readonly main: Life;
  readonly wires = new Set<SimulatedEnd>();
  readonly #options: ProgramOptions;
  readonly #memories: ReadonlyMap<string, UnitMemory>;
  readonly #threads = new Set<SimulatedThread>();
  readonly #depths = new Map<Life, () => number>();
  #lives = 0;
  #wireCount = 0;

  constructor(options: ProgramOptions) {
    this.#options = options;
    const { units, number, scheduler, streams, doors } = options;
    this.main = this.#createLife(MAIN);
    const { clock } = this.main;
    const runId = streams(`run ${number}`).hex(4);
    this.#memories = new Map(
      units.map(({ id, services }) => [
        id,
        new UnitMemory(
          runId,
          services.map(({ name }) => name),
          UNUSED_RING_BYTES,
        ),
      ]),
    );
    const log = createLogger({ write: doors.write, clock, worker: MAIN, levels: { default: 'warn' } });
    const memories = this.#memories;
    const main = createMainService({ uses: {}, memories, log, supervisor: () => this.supervisor });
    const services = new Map(options.services).set(main.service.contract.name, main.service);
    const controlRandom = streams(`control ${number}`);
    const spawn = createSimulatedSpawner({
      main: this.main,
      createLife: (unit) => this.#createLife(unit),
      loadMs: () => drawLogUniform(controlRandom, 0.5, 200),
      controlMs: () => drawLogUniform(controlRandom, 0.01, 2),
      exitMs: () => drawLogUniform(controlRandom, 0.05, 500),
      createHost: (unit, life, report) => this.#createHost(unit, life, services, report),
      onSpawn: (thread) => this.#onSpawn(thread),
    });
    this.supervisor = new Supervisor({
      units,
      disabled: [],
      memories,
      buffers: {
        registry: createSharedBuffers({ clock, maxBuffers: 10, idleMs: 60_000 }),
        bytes: 2 ** 16,
      },
      clock,
      log,
      levels: { default: 'warn' },
      startTimeoutMs: START_TIMEOUT_MS,
      stopTimeoutMs: STOP_TIMEOUT_MS,
      createChannel: () => this.#createChannel(),
      spawnerOf: () => spawn,
      onFatal: (unit) => options.onFatal(unit),
      onChange: (status) =>
        void main.started.then(({ publish }) => publish('workerChanged', status).catch(() => {})),
    });
    this.main.at(scheduler.nowMs, createLabel('program starts'), () => void this.supervisor.start());
  }

  /** Living threads, oldest first. */
  get threads(): readonly SimulatedThread[] {
    return [...this.#threads];
  }

  threadOf(unit: string): SimulatedThread | undefined {
    return this.threads.find((thread) => thread.unit.id === unit);
  }

  /** The unit's current thread is being stopped in order. */
  isStopping(unit: string): boolean {
    return this.supervisor.runners.some(({ spec, state }) => spec.id === unit && state === 'stopping');
  }

  /** Nothing is under way: every unit is ready, nothing waits in a service or on a wire. */
  get isQuiet(): boolean {
    if (this.main.isEnded || this.supervisor.runners.some(({ state }) => state !== 'ready')) return false;
    // A death that is not reported yet.
    if (this.#options.units.some(({ id }) => !this.threadOf(id))) return false;
    for (const [life, depth] of this.#depths) if (!life.isEnded && depth() > 0) return false;
    for (const end of this.wires) if (end.coming > 0) return false;
    return true;
  }

  /** The process is dead: nothing of it happens any more, and nobody is told. */
  end(): void {
    this.main.end();
    for (const { life } of this.threads) life.end();
  }

  metric(service: string, name: MetricName, wanted: Labels = {}): number {
    for (const { metrics } of this.#memories.values()) {
      const region = metrics.get(service);
      if (!region) continue;
      return readMetrics(region)
        .filter(({ labels }) => Object.entries(wanted).every(([label, value]) => labels[label] === value))
        .reduce((sum, sample) => sum + (sample.name === name && 'value' in sample ? sample.value : 0), 0);
    }
    return 0;
  }

  #createLife(unit: string): Life {
    const { scheduler, streams, number } = this.#options;
    const generation = ++this.#lives;
    return new Life(unit, generation, scheduler, streams(`life ${number}.${unit}.${generation}`));
  }

  #createHost(
    unit: UnitSpec,
    life: Life,
    services: ReadonlyMap<string, Service>,
    report: Parameters<typeof createSimulatedHost>[0]['report'],
  ): Pick<ReturnType<typeof createSimulatedHost>, 'receive'> {
    const { limits, doors, onStart } = this.#options;
    const { heartbeat } = this.#memories.get(unit.id) as UnitMemory;
    const levels = this.supervisor.levels;
    const host = createSimulatedHost({ unit, life, services, limits, levels, heartbeat, doors, report });
    this.#depths.set(life, host.depth);
    let isStarted = false;
    return {
      receive(message) {
        if (message.type === 'start' && !isStarted) {
          isStarted = true;
          onStart(life);
        }
        host.receive(message);
      },
    };
  }

  #onSpawn(thread: SimulatedThread): void {
    const { life } = thread;
    this.#threads.add(thread);
    life.onEnd(() => {
      this.#threads.delete(thread);
      this.#depths.delete(life);
      for (const end of this.wires) if (end.isClosed) this.wires.delete(end);
    });
    this.#options.onSpawn(thread);
  }

  #createChannel(): readonly [SimulatedEnd, SimulatedEnd] {
    const { scheduler, number, latencyOf } = this.#options;
    const name = `wire ${number}.${++this.#wireCount}`;
    const ends = createSimulatedWires(name, { scheduler, latencyMs: latencyOf(name) });
    for (const end of ends) this.wires.add(end);
    return ends;
  }
}
