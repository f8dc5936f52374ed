// One seed of one scenario: a machine, the program on it, what is asked of it and what goes wrong, from chaos to rest.
import { AppError } from '../errors.ts';
import { setFaultHook } from '../fault-point.ts';
import type { LinkLimits } from '../link/outgoing-calls.ts';
import type { Random } from '../random.ts';
import type { Service } from '../service.ts';
import { mainUnit } from '../supervisor/main-unit.ts';
import { toUnits } from '../supervisor/placement.ts';
import { fillRuntimeOptions } from '../supervisor/runtime-options.ts';
import type { UnitSpec } from '../supervisor/unit.ts';
import { Drivers } from './drivers.ts';
import { FaultInjector } from './fault-injector.ts';
import { drawFaults, type Fault } from './fault-plan.ts';
import { drawLatency, type LatencyOf } from './latency.ts';
import { Life } from './life.ts';
import { Lives } from './lives.ts';
import { type PlannedOp, placeOperations } from './place-operations.ts';
import type { Invariant, Scenario, Stage, View } from './scenario.ts';
import { type RealLoop, Scheduler } from './scheduler.ts';
import { createSeededStreams, drawChance, drawLogUniform } from './seeded-streams.ts';
import { SimulatedDisk } from './simulated-disk.ts';
import type { SimulatedDoors } from './simulated-host.ts';
import { SimulatedProgram } from './simulated-program.ts';
import { createLabel } from './trace.ts';
import { unreachable } from './unreachable.ts';

export type Violation = { readonly invariant: string; readonly message: string };

const MAX_LINES = 200;
/** For everything to come to rest after the faults, in virtual time. */
const REST_MS = 120_000;
/** A world that goes round and round is stopped here. */
const MAX_EVENTS = 300_000;
const LOOK_MS = 100;
const LOOK = createLabel('look');

export class World {
  readonly scheduler: Scheduler;
  readonly model: unknown;
  readonly faults: readonly Fault[];
  readonly plan: readonly PlannedOp[];
  readonly injector: FaultInjector;
  readonly chaosMs: number;
  /** The last lines that anybody logged at `warn` or above. */
  readonly lines: string[] = [];
  readonly #scenario: Scenario;
  readonly #streams;
  readonly #disk: SimulatedDisk;
  readonly #limits: LinkLimits;
  readonly #latencyOf: LatencyOf;
  readonly #drivers: Drivers;
  readonly #services = new Map<string, Service>();
  readonly #units: readonly UnitSpec[];
  readonly #doors: SimulatedDoors;
  readonly #lives = new Lives();
  readonly #afterHeal: readonly PlannedOp[];
  /** Nobody's, for looking at the disk. */
  readonly #onlooker: Life;
  readonly #view: View;
  #program: SimulatedProgram | undefined;
  #programs = 0;
  #phase: 'chaos' | 'heal' | 'rest' | 'over' = 'chaos';
  violation: Violation | undefined;

  /** @param mask ids of faults and operations that are left out */
  constructor(scenario: Scenario, seed: number, loop: RealLoop, mask: ReadonlySet<string>) {
    this.#scenario = scenario;
    this.scheduler = new Scheduler(loop);
    this.#streams = createSeededStreams(seed);
    const world = this.#streams('world');
    this.#onlooker = new Life('onlooker', 0, this.scheduler, this.#streams('onlooker'));
    this.chaosMs = drawLogUniform(world, ...(scenario.chaosMs ?? [2000, 60_000]));
    this.#limits = {
      callDeadlineMs: 5000,
      maxMessageBytes: 2 ** 20,
      maxQueueSize: Math.round(drawLogUniform(world, 1, 1000)),
      ...scenario.limits,
    };
    this.#latencyOf = drawLatency(world, this.#streams);

    this.model = scenario.createModel();
    this.#disk = new SimulatedDisk({
      strike: (action, life) =>
        life === this.#onlooker ? undefined : this.injector.strikeDisk(action, life),
      canLosePower: scenario.faults.kinds.includes('power-cut'),
    });
    const stage: Stage<unknown> = {
      model: this.model,
      random: this.#streams('stage'),
      disk: this.#disk.of(this.#onlooker),
    };
    const workers = scenario.workers(stage);
    const names = workers.map(({ name, service }) => name ?? service.contract.name);
    const allowed = scenario.faults.units ?? names;
    this.faults = drawFaults(this.#streams('faults'), scenario.faults.kinds, allowed, this.chaosMs).filter(
      ({ id }) => !mask.has(id),
    );
    const place = { drivers: scenario.drivers ?? 1, chaosMs: this.chaosMs, streams: this.#streams, mask };
    this.plan = placeOperations(scenario.plan(this.#streams('operations')), 'op', place);
    this.#afterHeal = placeOperations(
      scenario.planAfterHeal?.(this.#streams('after heal')) ?? [],
      'last',
      place,
    );
    this.#drivers = new Drivers({
      scenario,
      model: this.model,
      plan: this.plan,
      onBroken: (error) => this.#fail('workload', error),
    });
    for (const { name, service } of workers) this.#services.set(name ?? service.contract.name, service);
    for (const [name, service] of this.#drivers.services) this.#services.set(name, service);
    const isCompact = workers.some(({ group }) => group !== undefined) && drawChance(world, 0.25);
    const filled = fillRuntimeOptions({
      workers: [
        ...workers.map(({ service, ...options }) => ({
          name: service.contract.name,
          module: '',
          ...options,
        })),
        ...[...this.#drivers.services.keys()].map((name) => ({ name, module: '' })),
      ],
    });
    this.#units = [mainUnit, ...toUnits(filled.workers, isCompact ? 'compact' : 'isolated')];
    this.#doors = {
      transports: scenario.transports?.(stage) ?? unreachable,
      pool: { ...filled.pool, threads: false },
      diskOf: (life) => this.#disk.of(life),
      write: (line) => {
        this.lines.push(line);
        if (this.lines.length > MAX_LINES) this.lines.shift();
      },
    };
    this.injector = new FaultInjector({
      scheduler: this.scheduler,
      streams: this.#streams,
      faults: this.faults,
      chaosMs: this.chaosMs,
      mask,
      killable: this.#units
        .filter(({ services }) => services.some(({ name }) => allowed.includes(name)))
        .map(({ id }) => id),
      program: () => this.#program,
      endProcess: (isPowerCut) => this.#endProcess(isPowerCut),
      stopProgram: () => void this.#program?.supervisor.stop().then(() => this.#endProcess(false)),
    });
    this.#view = this.#createView();
  }

  /** Resolves when the world has come to rest, or something was found broken. */
  async run(): Promise<void> {
    const { scheduler } = this;
    setFaultHook(this.injector.onPoint);
    scheduler.onUncaught = (error) => this.#fail('uncaught error', error);
    scheduler.afterEach = () => this.#afterEach();
    this.#startProgram();
    scheduler.schedule(this.chaosMs, createLabel('heal'), () => this.#heal());
    await scheduler.run();
    setFaultHook(undefined);
    if (!this.violation && this.#phase !== 'over')
      this.#fail('comes to rest', new Error('Nothing is left to happen, but it is not at rest.'));
    this.#program?.end();
    this.#disk.close();
  }

  /** For code that asks the globals outside of any life. */
  get globalRandom(): Random {
    return this.#streams('globals');
  }

  get begun(): number {
    return this.#drivers.begun;
  }

  #startProgram(): void {
    const number = ++this.#programs;
    const program = new SimulatedProgram({
      number,
      units: this.#units,
      services: this.#services,
      limits: this.#limits,
      scheduler: this.scheduler,
      streams: this.#streams,
      doors: this.#doors,
      latencyOf: this.#latencyOf,
      onSpawn: (thread) => {
        this.#lives.born(thread.life, number, this.scheduler.nowMs, () => program.isStopping(thread.unit.id));
        this.injector.onSpawn(thread);
      },
      onStart: (life) => {
        const twin = this.#lives.started(life, this.scheduler.nowMs);
        if (twin) this.#fail('one life at a time', new Error(`${life.name} was started beside ${twin}.`));
      },
      onFatal: (unit) => {
        this.#scenario.onFatal?.(this.model, unit);
        const { nowMs } = this.scheduler;
        this.scheduler.schedule(nowMs, createLabel(`fatal ${unit}`), () => this.#endProcess(false));
      },
    });
    program.main.onUncaught = (error) => this.#fail('the supervisor never throws', error);
    this.#program = program;
  }

  /** The process ends whatever it was doing; whoever looks after it starts it again. */
  #endProcess(isPowerCut: boolean): void {
    if (!this.#program || this.#program.main.isEnded) return;
    this.#program.end();
    const random = this.#streams(`process ${this.#programs}`);
    if (isPowerCut) this.#disk.cutPower(() => drawChance(random, 0.5));
    const startMs = this.scheduler.nowMs + drawLogUniform(random, 10, 3000);
    this.scheduler.schedule(startMs, createLabel('process starts'), () => this.#startProgram());
  }

  #heal(): void {
    this.#phase = 'heal';
    this.injector.end();
    this.#look(this.scheduler.nowMs + REST_MS, false);
  }

  /** Looks every now and then whether it is quiet; first for the last operations, then for the end. */
  #look(untilMs: number, isLast: boolean): void {
    const { scheduler } = this;
    scheduler.schedule(scheduler.nowMs + LOOK_MS, LOOK, () => {
      const isQuiet = this.#program?.isQuiet === true && this.#drivers.open === 0;
      if (isQuiet && isLast) return this.#rest();
      if (isQuiet) for (const planned of this.#afterHeal) this.#drivers.perform(planned);
      if (scheduler.nowMs > untilMs) return this.#fail('comes to rest', new Error(this.#whatIsOpen()));
      this.#revive();
      this.#look(untilMs, isLast || isQuiet);
    });
  }

  /** What the faults have used up, a person starts again. */
  #revive(): void {
    const supervisor = this.#program?.supervisor;
    for (const { spec, state, isStuck } of supervisor?.runners ?? [])
      if (state === 'failed' && !isStuck)
        void supervisor
          ?.restart(spec.services[0]?.name ?? '')
          .catch((error) => this.#fail('restarts', error));
  }

  #rest(): void {
    this.#phase = 'rest';
    this.#check(this.#scenario.invariants.atRest);
    this.#phase = 'over';
  }

  #afterEach(): boolean {
    if (this.#phase === 'over' || this.violation) return true;
    this.#check(this.#scenario.invariants.continuous);
    if (this.scheduler.trace.count > MAX_EVENTS)
      this.#fail('comes to rest', new Error(`more than ${MAX_EVENTS} events`));
    return this.violation !== undefined;
  }

  #check(invariants: readonly Invariant<unknown>[]): void {
    for (const { name, check } of invariants) {
      const wrong = check(this.model, this.#view);
      if (wrong !== undefined) this.#fail(name, new Error(wrong));
    }
  }

  #fail(invariant: string, error: unknown): void {
    const message =
      error instanceof AppError
        ? `${error.code}: ${error.message}`
        : String((error as Error)?.message ?? error);
    this.violation ??= { invariant, message };
  }

  #whatIsOpen(): string {
    const states = this.#program?.supervisor.status.map(({ service, state }) => `${service} ${state}`);
    return `After ${REST_MS} ms: ${this.#drivers.open} operations open; ${states?.join(', ') ?? 'not running'}.`;
  }

  #createView(): View {
    const world = this;
    return {
      get nowMs() {
        return world.scheduler.nowMs;
      },
      chaosMs: this.chaosMs,
      faults: this.faults,
      get isAtRest() {
        return world.#phase === 'rest';
      },
      get status() {
        return world.#program?.supervisor.status ?? [];
      },
      disk: this.#disk.of(this.#onlooker),
      metric: (service, name, labels) => world.#program?.metric(service, name, labels) ?? 0,
      lives: this.#lives.records,
    };
  }
}
