// The one WebSocket of the page: opens it, says where each topic was, and comes back by itself when it is lost.
import type { z } from 'zod';
import type {
  ClientFrame,
  closeCodes,
  LiveFailure,
  ServerFrame,
  TopicName,
  topics,
} from '../../../src/api/live.ts';
import type { Doors, LiveSocket } from './doors.ts';

type Codes = typeof closeCodes;
const SIGNED_OUT: Codes['signedOut'] = 4401;

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;
const OPEN_WITHIN_MS = 10_000;
/** The system topic speaks once a second: silence of this length is worth a question. */
const QUIET_MS = 2000;
/** Without an answer a person is told after this long, and the connection is given up after the rest. */
const TELL_AFTER_MS = 1000;
const GIVE_UP_AFTER_MS = 5000;

export type Phase = 'connecting' | 'open' | 'waiting' | 'signed-out' | 'stopped';

export type ConnectionState = {
  readonly phase: Phase;
  /** Since when nothing came; null while something does. An open connection may be silent: its program hangs. */
  readonly lostAtMs: number | null;
  readonly retryAtMs: number | null;
  readonly version: string | null;
};

export type Filter = Readonly<Record<string, string | number | boolean>>;
export type SnapshotOf<T extends TopicName> = z.output<(typeof topics)[T]['snapshot']>;
export type DeltaOf<T extends TopicName> = z.output<(typeof topics)[T]['delta']>;

export type TopicEvents = {
  snapshot(data: unknown): void;
  delta(data: unknown): void;
  failed(code: LiveFailure, message: string): void;
};

type Subscription = {
  readonly events: TopicEvents;
  readonly filter: Filter | undefined;
  epoch: string | undefined;
  seq: number;
  id: number;
};

export class Connection {
  readonly #doors: Doors;
  readonly #changed: (state: ConnectionState) => void;
  readonly #subscriptions = new Map<TopicName, Subscription>();
  #state: ConnectionState;
  #socket: LiveSocket | undefined;
  #isWelcome = false;
  #tries = 0;
  #nextId = 1;
  #callOff = (): void => {};

  constructor(doors: Doors, changed: (state: ConnectionState) => void) {
    this.#doors = doors;
    this.#changed = changed;
    this.#state = { phase: 'stopped', lostAtMs: null, retryAtMs: null, version: null };
  }

  /** Connects at once, also when it waits for its next try or was signed out. */
  start(): void {
    this.#hangUp();
    this.#tries = 0;
    this.#connect();
  }

  stop(): void {
    this.#hangUp();
    this.#set({ phase: 'stopped', retryAtMs: null, lostAtMs: null });
  }

  /** Once more for the same topic, it takes the place of the first. Returns what ends it. */
  subscribe(topic: TopicName, events: TopicEvents, filter?: Filter): () => void {
    const subscription: Subscription = { events, filter, epoch: undefined, seq: 0, id: 0 };
    this.#subscriptions.set(topic, subscription);
    if (this.#isWelcome) this.#ask(topic, subscription);
    return () => {
      if (this.#subscriptions.get(topic) !== subscription) return;
      this.#subscriptions.delete(topic);
      if (this.#isWelcome) this.#send({ type: 'unsubscribe', id: this.#nextId++, topic });
    };
  }

  #connect(): void {
    this.#set({ phase: 'connecting', retryAtMs: null });
    // A socket that was given up may still speak: what it says is nobody's.
    const mine = this.#doors.open({
      opened: () => mine === this.#socket && this.#opened(),
      received: (text) => mine === this.#socket && this.#received(text),
      closed: (code) => mine === this.#socket && this.#closed(code),
    });
    this.#socket = mine;
    this.#in(OPEN_WITHIN_MS, () => this.#closed(0));
  }

  /** Whoever has a session is welcomed unasked; a guest has to say hello. Both may say it. */
  #opened(): void {
    this.#send({ type: 'hello' });
  }

  #received(text: string): void {
    const frame = parseFrame(text);
    if (!frame) return;
    if (frame.type === 'welcome') this.#welcomed(frame.version);
    else if (frame.type === 'failed') this.#failed(frame);
    else if (frame.type === 'snapshot' || frame.type === 'delta') this.#moved(frame);
    if (!this.#isWelcome) return;
    if (this.#state.lostAtMs !== null) this.#set({ lostAtMs: null });
    this.#listen();
  }

  #welcomed(version: string): void {
    if (this.#isWelcome) return;
    this.#isWelcome = true;
    this.#tries = 0;
    this.#set({ phase: 'open', lostAtMs: null, version });
    for (const [topic, subscription] of this.#subscriptions) this.#ask(topic, subscription);
  }

  #moved(frame: Extract<ServerFrame, { type: 'snapshot' | 'delta' }>): void {
    const subscription = this.#subscriptions.get(frame.topic);
    if (!subscription) return;
    if (frame.type === 'delta') {
      // Another life of the program: what was seen of the last one cannot be continued.
      if (frame.epoch !== subscription.epoch) {
        subscription.epoch = undefined;
        this.#ask(frame.topic, subscription);
        return;
      }
      if (frame.seq <= subscription.seq) return;
    }
    subscription.epoch = frame.epoch;
    subscription.seq = frame.seq;
    subscription.events[frame.type](frame.data);
  }

  #failed({ id, code, message }: Extract<ServerFrame, { type: 'failed' }>): void {
    for (const subscription of this.#subscriptions.values())
      if (subscription.id === id) subscription.events.failed(code, message);
  }

  #closed(code: number): void {
    const lostAtMs = this.#state.lostAtMs ?? this.#doors.nowMs();
    this.#hangUp();
    if (code === SIGNED_OUT) {
      this.#set({ phase: 'signed-out', retryAtMs: null, lostAtMs });
      return;
    }
    const delayMs = toRetryDelay(this.#tries++, this.#doors.random());
    this.#set({ phase: 'waiting', lostAtMs, retryAtMs: this.#doors.nowMs() + delayMs });
    this.#in(delayMs, () => this.#connect());
  }

  #listen(): void {
    this.#in(QUIET_MS, () => {
      this.#send({ type: 'ping', id: this.#nextId++ });
      this.#in(TELL_AFTER_MS, () => {
        this.#set({ lostAtMs: this.#doors.nowMs() - QUIET_MS - TELL_AFTER_MS });
        this.#in(GIVE_UP_AFTER_MS, () => this.#closed(0));
      });
    });
  }

  #ask(topic: TopicName, subscription: Subscription): void {
    const { filter, epoch, seq } = subscription;
    subscription.id = this.#nextId++;
    const where = epoch === undefined ? {} : { epoch, afterSeq: seq };
    this.#send({ type: 'subscribe', id: subscription.id, topic, ...(filter ? { filter } : {}), ...where });
  }

  #send(frame: ClientFrame): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  #hangUp(): void {
    this.#callOff();
    const socket = this.#socket;
    this.#socket = undefined;
    this.#isWelcome = false;
    socket?.close();
  }

  /** One timer at a time: opening, silence and waiting exclude each other. */
  #in(delayMs: number, run: () => void): void {
    this.#callOff();
    this.#callOff = this.#doors.after(delayMs, run);
  }

  #set(change: Partial<ConnectionState>): void {
    this.#state = { ...this.#state, ...change };
    this.#changed(this.#state);
  }
}

/** Doubles up to half a minute; half of it is chance, so that a thousand pages do not come back at once. */
export function toRetryDelay(tries: number, random: number): number {
  const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(tries, 10));
  return longest * (0.5 + random / 2);
}

function parseFrame(text: string): ServerFrame | undefined {
  try {
    return JSON.parse(text) as ServerFrame;
  } catch {
    return undefined;
  }
}
