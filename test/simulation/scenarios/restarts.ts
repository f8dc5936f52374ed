import { defineScenario, type LifeRecord, type View } from '../../../src/core/simulation/scenario.ts';
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

type Job = { readonly name: (typeof names)[number]; readonly id: string };
type Model = { readonly failed: string[] };

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
  createModel: (): Model => ({ failed: [] }),
  workers: () => {
    let life = 0;
    const record = { onStart: () => ++life, onBegun() {}, onFinished() {}, onStop() {} };
    return names.map((name) => ({ service: createJob(name, record), restarts }));
  },
  uses: { first: jobContract('first'), second: jobContract('second') },
  plan: (random) =>
    Array.from(
      { length: 10 + random.below(20) },
      (_, i): Job => ({
        name: names[random.below(2)] ?? 'first',
        id: `job.${i}`,
      }),
    ),
  planAfterHeal: () => names.map((name): Job => ({ name, id: `last ${name}` })),
  async perform({ name, id }, { clients, model }) {
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
      { name: 'calls succeed after the faults', check: ({ failed }) => failed[0] },
    ],
  },
  faults: { kinds: ['kill', 'block', 'wall-jump'] },
  chaosMs: [5000, 200_000],
});
