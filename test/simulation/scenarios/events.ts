import type { Random } from '../../../src/core/random.ts';
import { defineScenario, type View } from '../../../src/core/simulation/scenario.ts';
import { drawLogUniform, drawOne } from '../../../src/core/simulation/seeded-streams.ts';
import { createFeed, createListener, type FeedEvent, feedContract, type Numbered } from '../services/feed.ts';

const keys = ['k0', 'k1', 'k2', 'k3', 'k4'];
const listeners = ['listener-a', 'listener-b'] as const;

type Publish = { readonly event: FeedEvent | 'mixed'; readonly count: number; readonly isLast: boolean };

/** What one life of a listener has of one life of the feed. */
type Heard = { first: number; last: number; count: number };

type Model = {
  feedLife: number;
  listenerLives: number;
  /** The living life of each listener. */
  readonly living: Map<string, number>;
  /** Published so far by each life of the feed, by `life event`. */
  readonly published: Map<string, number>;
  readonly newest: Map<string, number>;
  readonly refused: Set<string>;
  /** By `feed life, event, listener life`. */
  readonly heard: Map<string, Heard>;
  readonly latest: Map<string, number>;
  /** Ids of the messages that each life of a listener was given. */
  readonly ids: Map<number, Set<string>>;
  broken: string | undefined;
};

function hear(model: Model, life: number, event: FeedEvent, { life: from, number, key }: Numbered): void {
  const id = `${from} ${event} ${life}`;
  const heard = model.heard.get(id);
  if (event === 'latest') model.latest.set(`${from} ${key} ${life}`, number);
  if (!heard) {
    model.heard.set(id, { first: number, last: number, count: 1 });
    return;
  }
  // A key that is replaced keeps its place, so only the order of each key is promised then.
  if (event !== 'latest' && number <= heard.last)
    model.broken ??= `${event} ${number} came after ${heard.last} (lives ${id}).`;
  for (let missing = heard.last + 1; event === 'ordered' && missing < number; missing++)
    if (!model.refused.has(`${from} ${event} ${missing}`))
      model.broken ??= `ordered ${missing} never came (lives ${id}).`;
  heard.last = Math.max(heard.last, number);
  heard.count++;
}

/** Who was there from beginning to end must have everything. */
function missingAtRest(model: Model): string | undefined {
  const { feedLife, published, living, heard, refused } = model;
  const last = published.get(`${feedLife} ordered`) ?? 0;
  for (const [name, life] of living) {
    const got = heard.get(`${feedLife} ordered ${life}`);
    for (let number = (got?.last ?? last) + 1; number <= last; number++)
      if (!refused.has(`${feedLife} ordered ${number}`))
        return `${name} never had ordered ${number} of ${last}.`;
  }
  return undefined;
}

function isUndisturbed(view: View): boolean {
  return view.lives.every(({ endedMs, program }) => endedMs === undefined && program === 1);
}

/** The counts of what was shed, where nobody died, so that nothing was lost with a link. */
function uncounted(model: Model, view: View): string | undefined {
  if (!isUndisturbed(view)) return undefined;
  const published = model.published.get(`${model.feedLife} shed`) ?? 0;
  const dropped = view.metric('feed', 'zapflow_messages_dropped', { message: 'feed.shed' });
  let received = 0;
  for (const life of model.living.values())
    received += model.heard.get(`${model.feedLife} shed ${life}`)?.count ?? 0;
  return published * listeners.length === received + dropped
    ? undefined
    : `${published} events to ${listeners.length} listeners, ${received} received, ${dropped} counted as dropped.`;
}

/** Every key was published after the faults, when all had subscribed. */
function stale(model: Model): string | undefined {
  for (const key of keys) {
    const newest = model.newest.get(`${model.feedLife} ${key}`);
    for (const [name, life] of model.living)
      if (model.latest.get(`${model.feedLife} ${key} ${life}`) !== newest)
        return `${name} has ${model.latest.get(`${model.feedLife} ${key} ${life}`)} of ${key}, not the newest, ${newest}.`;
  }
  return undefined;
}

export const events = defineScenario({
  name: 'events',
  summary: 'Events arrive in order and once; what is shed is counted.',
  createModel: (): Model => ({
    feedLife: 0,
    listenerLives: 0,
    living: new Map(),
    published: new Map(),
    newest: new Map(),
    refused: new Set(),
    heard: new Map(),
    latest: new Map(),
    ids: new Map(),
    broken: undefined,
  }),
  workers: ({ model, random }) => [
    {
      service: createFeed({
        onStart: () => ++model.feedLife,
        onPublish(event, { life, number, key }) {
          model.published.set(`${life} ${event}`, number);
          if (event === 'latest') model.newest.set(`${life} ${key}`, number);
        },
        onRefused: (event, { life, number }) => void model.refused.add(`${life} ${event} ${number}`),
      }),
      maxConcurrent: 1 + random.below(4),
    },
    ...listeners.map((name) => {
      const slowestMs = random.next() < 0.5 ? 0 : drawLogUniform(random, 0.01, 20);
      return {
        service: createListener(name, () => random.next() * slowestMs, {
          onStart() {
            model.living.set(name, ++model.listenerLives);
            return model.listenerLives;
          },
          onEvent(life, event, data, id) {
            const ids = model.ids.get(life) ?? new Set();
            if (ids.has(id)) model.broken ??= `Two messages are called ${id}.`;
            model.ids.set(life, ids.add(id));
            hear(model, life, event, data);
          },
        }),
      };
    }),
  ],
  uses: { feed: feedContract },
  plan: (random: Random) =>
    Array.from(
      { length: 3 + random.below(12) },
      (): Publish => ({
        event: drawOne(random, ['ordered', 'shed', 'latest', 'mixed'] as const) ?? 'ordered',
        count: Math.round(drawLogUniform(random, 1, random.next() < 0.2 ? 1500 : 60)),
        isLast: false,
      }),
    ),
  planAfterHeal: (random) => [
    { event: 'ordered', count: 3, isLast: true } as Publish,
    // More than a link lets through at once, and each key five times at least.
    { event: 'latest', count: random.next() < 0.3 ? 1400 : 25, isLast: true } as Publish,
  ],
  async perform({ event, count, isLast }, { clients, model }) {
    await clients.feed.publish({ event, count }).catch((error) => {
      if (isLast) model.broken ??= `Publishing after the faults failed: ${error.message}`;
    });
  },
  invariants: {
    continuous: [{ name: 'events come in order, all and once', check: ({ broken }) => broken }],
    atRest: [
      { name: 'who lives has every event', check: missingAtRest },
      { name: 'sent is received and dropped', check: uncounted },
      { name: 'the newest of every key arrives', check: stale },
    ],
  },
  faults: { kinds: ['kill', 'block', 'clog', 'restart', 'wall-jump'] },
  chaosMs: [500, 30_000],
  limits: { callDeadlineMs: 60_000 },
});
