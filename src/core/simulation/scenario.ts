// What a simulation is about: services, what is asked of them, what may go wrong, and what must hold whatever happens.
import type { Labels } from '../board/metric-series.ts';
import type { MetricName } from '../board/metric-table.ts';
import type { Disk } from '../disk/disk.ts';
import type { Machine } from '../host/outside-door.ts';
import type { LinkLimits } from '../link/outgoing-calls.ts';
import type { Random } from '../random.ts';
import type { Context, Service, Uses } from '../service.ts';
import type { WorkerSpec } from '../supervisor/placement.ts';
import type { WorkerStatus } from '../supervisor/supervisor.ts';
import type { Fault, FaultKind } from './fault-plan.ts';

/** A service as an object, so that a scenario can build it around doubles. */
export type SimulatedWorker = { readonly service: Service } & Partial<Omit<WorkerSpec, 'module'>>;

/** What a scenario is given to draw from and to build on; the same seed gives the same. */
export type Stage<Model> = {
  readonly model: Model;
  readonly random: Random;
  /** The simulated machine's disk as after the last crash, for invariants to look at and workers to be given. */
  readonly disk: Disk;
};

/** What is known of the running world besides the model. */
export type View = {
  readonly nowMs: number;
  /** When the faults end. */
  readonly chaosMs: number;
  /** What this seed has drawn. */
  readonly faults: readonly Fault[];
  /** True when the faults have ended and everything runs. */
  readonly isAtRest: boolean;
  readonly status: readonly WorkerStatus[];
  readonly disk: Disk;
  /** A counter or gauge of a service in this run of the program, summed over all its series that have these labels. */
  metric(service: string, name: MetricName, labels?: Labels): number;
  /** Deaths and starts so far, oldest first. */
  readonly lives: readonly LifeRecord[];
};

export type LifeRecord = {
  readonly unit: string;
  readonly generation: number;
  readonly bornMs: number;
  /** When its first service was told to start. */
  startedMs?: number;
  endedMs?: number;
  /** Which run of the program it belongs to. */
  readonly program: number;
  /** Stopped in order, not died. */
  isStopped?: boolean;
};

/** Says what is wrong, or nothing. */
export type Invariant<Model> = {
  readonly name: string;
  check(model: Model, view: View): string | undefined;
};

/** Who performs an operation: a driver, a service of its own unit with clients of what the scenario uses. */
export type Actor<Model, U extends Uses> = Pick<Context<never, U>, 'clients' | 'clock' | 'random'> & {
  readonly model: Model;
  /** Number of the driver, from 0. */
  readonly driver: number;
  /** A new number for each life of the driver. */
  readonly life: number;
};

export type Scenario<Op = unknown, Model = unknown, U extends Uses = Uses> = {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  createModel(): Model;
  workers(stage: Stage<Model>): readonly SimulatedWorker[];
  /** What the drivers are clients of. */
  readonly uses: U;
  /** How many drivers share the operations; default 1. */
  readonly drivers?: number;
  /** Runs at each start of a driver, for subscriptions. */
  onDriver?(actor: Actor<Model, U>): void;
  /** What is done during the chaos; each with a time and a driver drawn for it. */
  plan(random: Random): readonly Op[];
  /** What is done when the faults have ended and must work. */
  planAfterHeal?(random: Random): readonly Op[];
  /** Resolves when its outcome is in the model. A rejection is a violation. */
  perform(op: Op, actor: Actor<Model, U>): Promise<void>;
  /** A unit that the program cannot do without is gone, and so the program ends. */
  onFatal?(model: Model, unit: string): void;
  readonly invariants: {
    /** After every event: keep them cheap. */
    readonly continuous: readonly Invariant<Model>[];
    /** When everything has come to rest. */
    readonly atRest: readonly Invariant<Model>[];
  };
  readonly faults: {
    /** Which kinds a seed may draw. */
    readonly kinds: readonly FaultKind[];
    /** Units that may be killed, blocked, restarted; default all workers. */
    readonly units?: readonly string[];
    /** Prefixes of the fault points its services pass; default the names of its workers. */
    readonly points?: readonly string[];
  };
  /** Virtual time of the chaos, drawn between these; default 2 s to 60 s. */
  readonly chaosMs?: readonly [min: number, max: number];
  /** Fixed where the scenario needs it; the rest is drawn. */
  readonly limits?: Partial<LinkLimits>;
  /** The network, where its services reach outside; default one that is unreachable. */
  transports?(stage: Stage<Model>): Pick<Machine, 'http' | 'socket'>;
};

export function defineScenario<Op, Model, U extends Uses>(scenario: Scenario<Op, Model, U>): Scenario {
  return scenario as unknown as Scenario;
}
