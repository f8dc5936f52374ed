import { defineScenario } from '../../../src/core/simulation/scenario.ts';
import { drawLogUniform } from '../../../src/core/simulation/seeded-streams.ts';
import { outcomeOf } from '../outcomes.ts';
import { createJob, jobContract } from '../services/job.ts';

type Job = { readonly id: string; readonly waitMs: number; readonly isLast: boolean };
type Model = {
  lives: number;
  /** Begun and not finished, by life. */
  readonly open: Map<number, Set<string>>;
  readonly stopped: Set<number>;
  readonly done: Set<string>;
  /** Jobs whose server was taken for dead by their caller. */
  readonly orphaned: string[];
  broken: string | undefined;
};

export const orderlyStops = defineScenario({
  name: 'orderly-stops',
  summary: 'A stop or restart in order leaves nothing half-done.',
  createModel: (): Model => ({
    lives: 0,
    open: new Map(),
    stopped: new Set(),
    done: new Set(),
    orphaned: [],
    broken: undefined,
  }),
  workers: ({ model, random }) => [
    {
      service: createJob('job', {
        onStart() {
          model.open.set(++model.lives, new Set());
          return model.lives;
        },
        onBegun(life, id) {
          model.open.get(life)?.add(id);
          if (model.stopped.has(life)) model.broken ??= `${id} was begun after its service had stopped.`;
          if (life !== model.lives) model.broken ??= `${id} was begun by a life that is over.`;
        },
        onFinished(life, id) {
          model.open.get(life)?.delete(id);
          model.done.add(id);
        },
        onStop(life) {
          const half = [...(model.open.get(life) ?? [])];
          if (half.length > 0) model.broken ??= `The service was stopped with ${half.join(', ')} half-done.`;
          if (model.stopped.has(life)) model.broken ??= 'A life was stopped twice.';
          model.stopped.add(life);
        },
      }),
      maxConcurrent: Math.round(drawLogUniform(random, 1, 20)),
    },
  ],
  uses: { job: jobContract('job') },
  drivers: 2,
  plan: (random) =>
    Array.from(
      { length: 20 + random.below(60) },
      (_, i): Job => ({
        id: `job.${i}`,
        // Far below the time a worker has to stop in order.
        waitMs: drawLogUniform(random, 1, 300),
        isLast: false,
      }),
    ),
  planAfterHeal: () => [{ id: 'last', waitMs: 1, isLast: true } as Job],
  async perform({ id, waitMs, isLast }, { clients, model }) {
    const outcome = await outcomeOf(clients.job.work({ id, waitMs }));
    if (outcome.kind === 'done' && !model.done.has(id)) model.broken ??= `${id} was told done and is not.`;
    if (outcome.kind === 'failed' && model.done.has(id))
      model.broken ??= `${id} was told failed (${outcome.code}) and is done.`;
    if (outcome.kind === 'unknown' && outcome.code === 'PEER_DIED_UNANSWERED') model.orphaned.push(id);
    if (isLast && outcome.kind !== 'done') model.broken ??= `${id} failed after the faults: ${outcome.code}`;
  },
  invariants: {
    continuous: [{ name: 'nothing is half-done', check: ({ broken }) => broken }],
    atRest: [
      {
        name: 'a service that stops in order gives back what it has not begun',
        check: ({ orphaned }, { faults }) => {
          // Over a clogged wire a caller may not answer before the service stops waiting for it.
          if (orphaned.length === 0 || faults.some(({ kind }) => kind === 'clog')) return undefined;
          return `${orphaned.join(', ')}: unknown to its caller, though nobody died.`;
        },
      },
      {
        name: 'what began has ended',
        check: ({ open }) => {
          const half = [...open.values()].flatMap((ids) => [...ids]);
          return half.length === 0 ? undefined : `${half.join(', ')} half-done.`;
        },
      },
    ],
  },
  faults: { kinds: ['restart', 'stop', 'clog', 'wall-jump'] },
});
