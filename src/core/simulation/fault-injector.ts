// Lets the planned faults happen, as long as the chaos lasts.
import { AppError } from '../errors.ts';
import type { FaultHook } from '../fault-point.ts';
import type { Random } from '../random.ts';
import type { Fault } from './fault-plan.ts';
import { type Life, LifeEnded } from './life.ts';
import type { Scheduler } from './scheduler.ts';
import { drawChance, drawLogUniform, type SeededStreams } from './seeded-streams.ts';
import type { DiskAction, DiskStrike, StrikeDisk } from './simulated-disk.ts';
import type { SimulatedProgram } from './simulated-program.ts';
import type { SimulatedThread } from './simulated-thread.ts';
import { createLabel } from './trace.ts';

export type InjectorOptions = {
  readonly scheduler: Scheduler;
  readonly streams: SeededStreams;
  readonly faults: readonly Fault[];
  /** When the faults end. */
  readonly chaosMs: number;
  /** Ids of fault points that do not fire, by `point.<number>`. */
  readonly mask: ReadonlySet<string>;
  readonly killable: readonly string[];
  program(): SimulatedProgram | undefined;
  /** The process of the program dies; the machine too, when its power is cut. */
  endProcess(isPowerCut: boolean): void;
  stopProgram(): void;
};

/** How often a point that is passed in such a seed fires. */
const POINT_SHARE = 0.25;
/** A seed in which every step fails gets nowhere. */
const MAX_FIRED = 20;

/** What a failing disk does to which action. */
const struck: Readonly<Record<string, { code: DiskStrike['code']; actions: readonly DiskAction[] }>> = {
  'disk-full': { code: 'DISK_FULL', actions: ['write', 'commit'] },
  'disk-failed': { code: 'DISK_FAILED', actions: ['open', 'write', 'commit'] },
  'disk-sync': { code: 'DISK_SYNC_FAILED', actions: ['commit'] },
  'disk-slow': { code: undefined, actions: ['write', 'commit'] },
  'disk-locked': { code: 'DATABASE_LOCKED', actions: ['open'] },
};

export class FaultInjector {
  readonly #options: InjectorOptions;
  readonly #diskFaults: readonly Fault[];
  readonly #diskRandom: Random;
  readonly #pointRandom: Random;
  readonly #again = new Map<string, number[]>();
  #isOver = false;
  #fired = 0;
  readonly pointsPassed = new Set<string>();
  readonly pointsFired = new Set<string>();
  /** Ids of what points did, for a mask to leave out. */
  readonly firedIds: string[] = [];

  constructor(options: InjectorOptions) {
    this.#options = options;
    this.#diskFaults = options.faults.filter(({ kind }) => kind in struck);
    this.#diskRandom = options.streams('disk');
    this.#pointRandom = options.streams('points');
    for (const fault of options.faults) {
      if (fault.kind === 'points' || fault.kind in struck) continue;
      const label = createLabel(`fault ${fault.id} ${fault.unit}`);
      options.scheduler.schedule(fault.atMs, label, () => this.#happen(fault));
    }
  }

  /** From now on nothing goes wrong any more. */
  end(): void {
    this.#isOver = true;
  }

  /** A life killed shortly after it began, as often as its fault says. */
  onSpawn({ unit, life, crash }: SimulatedThread): void {
    const afterMs = this.#isOver ? undefined : this.#again.get(unit.id)?.shift();
    if (afterMs === undefined) return;
    const { scheduler } = this.#options;
    scheduler.schedule(scheduler.nowMs + afterMs, createLabel(`fault again ${life.name}`), () => {
      if (!this.#isOver) crash(killed());
    });
  }

  readonly strikeDisk: StrikeDisk = (action, life) => {
    if (this.#isOver) return undefined;
    for (const { kind, atMs, durationMs, amount } of this.#diskFaults) {
      const { code, actions } = struck[kind] as (typeof struck)[string];
      if (life.nowMs < atMs || life.nowMs > atMs + durationMs || !actions.includes(action)) continue;
      if (!drawChance(this.#diskRandom, amount)) continue;
      return {
        code,
        durationMs: code === undefined ? drawLogUniform(this.#diskRandom, 1, 3000) : 0,
        isKept: code === 'DISK_SYNC_FAILED' && drawChance(this.#diskRandom, 0.5),
        endsTransaction: drawChance(this.#diskRandom, 0.5),
      };
    }
    return undefined;
  };

  readonly onPoint: FaultHook = (name) => {
    this.pointsPassed.add(name);
    const { scheduler, faults, mask, killable } = this.#options;
    const life = scheduler.currentLife;
    if (this.#isOver || !life || this.#fired >= MAX_FIRED) return;
    if (!faults.some(({ kind }) => kind === 'points') || !drawChance(this.#pointRandom, POINT_SHARE)) return;
    const delayMs = drawLogUniform(this.#pointRandom, 1, 5000);
    const isDelay = drawChance(this.#pointRandom, 0.3);
    const id = `point.${this.#fired++}`;
    if (mask.has(id)) return;
    this.pointsFired.add(name);
    this.firedIds.push(id);
    if (isDelay || !killable.includes(life.unit)) return life.block(delayMs);
    this.#kill(life);
    throw new LifeEnded();
  };

  #kill(life: Life): void {
    const thread = this.#options.program()?.threads.find((candidate) => candidate.life === life);
    thread?.crash(killed());
  }

  #happen(fault: Fault): void {
    if (this.#isOver) return;
    const { scheduler, chaosMs, program, endProcess, stopProgram } = this.#options;
    const running = program();
    const untilMs = scheduler.nowMs + fault.durationMs;
    const thread = running?.threadOf(fault.unit);
    switch (fault.kind) {
      case 'kill':
        this.#again.set(fault.unit, [...fault.againMs]);
        return thread?.crash(killed());
      case 'block':
        return thread?.life.block(Math.min(untilMs, chaosMs) - scheduler.nowMs);
      case 'clog':
        for (const end of running?.wires ?? [])
          if (end.unit === fault.unit) end.clog(Math.min(untilMs, chaosMs));
        return;
      case 'garble':
        for (const end of running?.wires ?? []) if (end.unit === fault.unit) return end.garble();
        return;
      case 'restart':
        return void running?.supervisor.restart(fault.unit).catch(() => {});
      case 'stop':
        return stopProgram();
      case 'wall-jump':
        return scheduler.jumpWall(fault.amount);
      default:
        return endProcess(fault.kind === 'power-cut');
    }
  }
}

function killed(): AppError {
  return new AppError('WORKER_FAILED', 'killed by the simulation');
}
