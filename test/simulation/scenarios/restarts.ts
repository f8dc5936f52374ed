import { defineScenario, type LifeRecord, type View } from '../../../src/core/simulation/scenario.ts';
import { drawChance } from '../../../src/core/simulation/seeded-streams.ts';
import { outcomeOf } from '../outcomes.ts';
import { createJob, jobContract } from '../services/job.ts';

const names = ['first', 'second'] as const;
const restarts = {
  restartOnError: true,
  maxRestarts: 4,
  windowMs: 60_000,
  delayMs: 1000,
  maxDelayMs: 4000,
} as const;

/** From death to the next birth beside the delay of the policy: the exit is reported within this. */
const REPORT_MS = 600;
/** How long a life may take to be ready; within this of the limit a life may count as long or as short. */
const READY_MS = 1000;

/** From asking to be ended to the end. */
const END_MS = 100;

type Job = { readonly name: (typeof names)[number]; readonly id: string; readonly isFatal: boolean };
type Model = {
  readonly failed: string[];
  readonly givenUp: { readonly unit: string; readonly atMs: number }[];
};

/** What the policy says of the deaths of one unit, worked out anew from when its lives began and ended. */
function checkPolicy(unit: string, lives: readonly LifeRecord[], { chaosMs }: View): string | undefined {
  const deaths: number[] = [];
  let inARow = 0;
  let isUncertain = false;
  for (const [i, { endedMs, startedMs, generation }] of lives.entries()) {
    if (endedMs === undefined || endedMs > chaosMs) return undefined;
    const livedMs = endedMs - (startedMs ?? endedMs);
    const healthyMs = 2 * restarts.maxDelayMs;
    isUncertain ||= Math.abs(livedMs - healthyMs) < READY_MS;
    if (livedMs >= healthyMs) inARow = 0;
    const recent = deaths.filter((deathMs) => endedMs - deathMs < restarts.windowMs);
    const isAllowed = recent.length < restarts.maxRestarts;
    const next = lives[i + 1];
    if (!isAllowed) {
      const nearest = recent.some((deathMs) => restarts.windowMs - (endedMs - deathMs) < REPORT_MS);
      if (next && next.bornMs < chaosMs && !nearest)
        return `${unit} was started again after ${recent.length} restarts (life ${generation}).`;
      return undefined;
    }
    deaths.push(endedMs);
    const delayMs = inARow === 0 ? 0 : Math.min(restarts.delayMs * 2 ** (inARow - 1), restarts.maxDelayMs);
    inARow++;
    if (!next) return undefined;
    const waitedMs = next.bornMs - endedMs;
    if (!isUncertain && (waitedMs < delayMs || waitedMs > delayMs + REPORT_MS) && next.bornMs < chaosMs)
      return `${unit} waited ${waitedMs} ms for its restart ${inARow} in a row, not ${delayMs} ms.`;
  }
  return undefined;
}

/** A healthy worker is not ended: not by a timer of a life before it, nor by anything else that nobody planned. */
function endedForNothing({ givenUp }: Model, { lives, faults }: View): string | undefined {
  const orphan = lives.find(({ unit, bornMs, endedMs }) => {
    if (endedMs === undefined || !names.some((name) => name === unit)) return false;
    const isKilled = faults.some(
      ({ kind, unit: struck, atMs, againMs }) =>
        kind === 'kill' &&
        struck === unit &&
        [atMs, ...againMs.map((afterMs) => bornMs + afterMs)].some((ms) => Math.abs(ms - endedMs) < 1),
    );
    const isBlocked = faults.some(({ kind, unit: struck }) => kind === 'block' && struck === unit);
    const hasGivenUp = givenUp.some(
      (given) => given.unit === unit && given.atMs <= endedMs && given.atMs > endedMs - END_MS,
    );
    return !isKilled && !isBlocked && !hasGivenUp;
  });
  return (
    orphan && `Life ${orphan.generation} of ${orphan.unit} was ended at ${orphan.endedMs} ms for nothing.`
  );
}

function livesInOrder(view: View): string | undefined {
  for (const unit of names) {
    const lives = view.lives.filter((life) => life.unit === unit);
    for (const [i, { bornMs, generation }] of lives.entries()) {
      const before = lives[i - 1];
      if (before && (before.endedMs === undefined || before.endedMs > bornMs))
        return `Life ${generation} of ${unit} began before the one before it had ended.`;
    }
  }
  return undefined;
}

export const restartsScenario = defineScenario({
  name: 'restarts',
  summary: 'One start for one death, later and later, and no more often than allowed.',
  createModel: (): Model => ({ failed: [], givenUp: [] }),
  workers: ({ model }) => {
    let life = 0;
    const record = { onStart: () => ++life, onBegun() {}, onFinished() {}, onStop() {} };
    return names.map((name) => {
      const onGivenUp = (atMs: number) => void model.givenUp.push({ unit: name, atMs });
      return { service: createJob(name, { ...record, onGivenUp }), restarts };
    });
  },
  uses: { first: jobContract('first'), second: jobContract('second') },
  plan: (random) =>
    Array.from(
      { length: 10 + random.below(20) },
      (_, i): Job => ({
        name: names[random.below(2)] ?? 'first',
        id: `job.${i}`,
        isFatal: drawChance(random, 0.3),
      }),
    ),
  planAfterHeal: () => names.map((name): Job => ({ name, id: `last ${name}`, isFatal: false })),
  async perform({ name, id, isFatal }, { clients, model }) {
    if (isFatal) return void (await outcomeOf(clients[name].giveUp()));
    const outcome = await outcomeOf(clients[name].work({ id, waitMs: 100 }));
    if (outcome.kind !== 'done' && id.startsWith('last')) model.failed.push(`${id} ${outcome.code}`);
  },
  invariants: {
    continuous: [],
    atRest: [
      { name: 'one life at a time', check: (_, view) => livesInOrder(view) },
      {
        name: 'restarts follow the policy',
        check: (_, view) =>
          names
            .map((unit) =>
              checkPolicy(
                unit,
                view.lives.filter((life) => life.unit === unit),
                view,
              ),
            )
            .find((wrong) => wrong !== undefined),
      },
      { name: 'nobody is ended for nothing', check: endedForNothing },
      { name: 'calls succeed after the faults', check: ({ failed }) => failed[0] },
    ],
  },
  faults: { kinds: ['kill', 'block', 'wall-jump'] },
  chaosMs: [5000, 200_000],
});
