import type { Scenario } from './scenario.ts';
import type { VirtualGlobals } from './virtual-globals.ts';
import { type Violation, World } from './world.ts';

export type SeedResult = {
  readonly scenario: string;
  readonly seed: number;
  readonly hash: string;
  readonly events: number;
  /** Virtual milliseconds. */
  readonly virtualMs: number;
  readonly operations: number;
  readonly pointsPassed: readonly string[];
  readonly pointsFired: readonly string[];
  /** Set when an invariant did not hold. */
  readonly failure: Failure | undefined;
};

export type Failure = Violation & {
  /** Ids of all that can be left out: faults, fired points, operations. */
  readonly parts: readonly string[];
  /** The faults in words. */
  readonly faults: readonly string[];
  readonly lastEvents: readonly string[];
  readonly lines: readonly string[];
};

/** Runs one seed of a scenario from beginning to end. @param mask ids of what is left out */
export async function runSeed(
  scenario: Scenario,
  seed: number,
  { machine, loop, onUncaught }: VirtualGlobals,
  mask: ReadonlySet<string> = new Set(),
): Promise<SeedResult> {
  const world = new World(scenario, seed, loop, mask);
  const { scheduler, injector } = world;
  machine.enter({ scheduler, random: world.globalRandom });
  // A promise that nobody handles ends a thread as an uncaught error does.
  const unhear = onUncaught((error) => scheduler.uncaught(error));
  try {
    await world.run();
  } finally {
    unhear();
    machine.enter(undefined);
  }
  return {
    scenario: scenario.name,
    seed,
    hash: scheduler.trace.hash,
    events: scheduler.trace.count,
    virtualMs: scheduler.nowMs,
    operations: world.begun,
    pointsPassed: [...injector.pointsPassed],
    pointsFired: [...injector.pointsFired],
    failure: world.violation && { ...world.violation, ...describe(world) },
  };
}

function describe(world: World): Omit<Failure, keyof Violation> {
  const { faults, injector, plan, scheduler, lines } = world;
  return {
    parts: [...faults.map(({ id }) => id), ...injector.firedIds, ...plan.map(({ id }) => id)],
    faults: faults.map(
      ({ id, unit, atMs, durationMs }) =>
        `${id}${unit === '' ? '' : ` of ${unit}`} at ${atMs.toFixed(0)} ms for ${durationMs.toFixed(0)} ms`,
    ),
    lastEvents: scheduler.trace.last(),
    lines: [...lines],
  };
}
