// What came over the live connection, outside React: collected as it comes, shown at most once a frame.
import { Connection, type ConnectionState, type Filter, type TopicEvents } from './connection.ts';
import { browserDoors } from './doors.ts';
import { browserFrames, createFrameGate } from './frame-gate.ts';
import type { MarketTopic } from './market-topics.ts';
import { reducers, type StoredTopic, type Views } from './reducers.ts';

export type TopicState<T extends StoredTopic> = {
  readonly view: Views[T] | undefined;
  /** When it last changed, by the clock of this machine. */
  readonly atMs: number | null;
  readonly failure: { readonly code: string; readonly message: string } | undefined;
};

export type LiveState = { readonly connection: ConnectionState } & {
  readonly [T in StoredTopic]: TopicState<T>;
};

const empty = { view: undefined, atMs: null, failure: undefined };

let next: LiveState = {
  connection: { phase: 'stopped', lostAtMs: null, retryAtMs: null, version: null },
  system: empty,
  logs: empty,
  alerts: empty,
  trading: empty,
};
let shown = next;
const listeners = new Set<() => void>();

const ask = createFrameGate(() => {
  shown = next;
  for (const listener of listeners) listener();
}, browserFrames);

function change(part: Partial<LiveState>): void {
  next = { ...next, ...part };
  ask();
}

const connection = new Connection(browserDoors, (state) => change({ connection: state }));

function follow<T extends StoredTopic>(topic: T, filter?: Filter): () => void {
  const show = (view: Views[T]): void =>
    change({ [topic]: { view, atMs: browserDoors.nowMs(), failure: undefined } });
  const view = (): Views[T] | undefined => next[topic].view as Views[T] | undefined;
  return connection.subscribe(
    topic,
    {
      snapshot: (data) => show(reducers[topic].snapshot(data as never, view() as never) as Views[T]),
      delta: (data) => {
        const before = view();
        if (before !== undefined) show(reducers[topic].delta(data as never, before as never) as Views[T]);
      },
      failed: (code, message) => change({ [topic]: { ...next[topic], failure: { code, message } } }),
    },
    filter,
  );
}

/** Whose connection it is; what one saw is not shown to the next. */
let viewer: string | undefined;

/** The one live connection of the page. */
export const live = {
  /** Connects for somebody, unless it is connected for him already; what every page shows is followed from the first. */
  startFor(who: string): void {
    if (viewer === who) return;
    viewer = who;
    for (const topic of ['system', 'alerts', 'trading'] as const) {
      change({ [topic]: empty });
      follow(topic);
    }
    connection.start();
  },
  /** At once, where it waits for its next try. */
  retry: (): void => connection.start(),
  stop(): void {
    viewer = undefined;
    connection.stop();
  },
  follow,
  /** What comes is handed on as it comes and kept by whoever listens. Returns what ends it. */
  listen: (topic: MarketTopic, events: TopicEvents, filter?: Filter): (() => void) =>
    connection.subscribe(topic, events, filter),
  /** What another filter brought is not what the next one will. */
  forget: (topic: StoredTopic): void => change({ [topic]: empty }),
  read: (): LiveState => shown,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

// A machine that wakes up, or finds its network again, need not wait for the next try.
addEventListener('online', () => {
  if (next.connection.phase === 'waiting') connection.start();
});
