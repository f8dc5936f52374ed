// What waits for a broker: the newest figure of each topic, and every message of which none may be missing, within bounds.
import type { MqttMessage } from './mqtt-door.ts';

type Queued = { readonly message: MqttMessage; isSent: boolean };
type Figure = { pending: MqttMessage | undefined; isOnItsWay: boolean; sentAtMs: number };

export type PublishQueueOptions = {
  readonly maxQueued: number;
  readonly maxTopics: number;
  /** No topic of figures is sent more often than this. */
  readonly figureEveryMs: number;
  readonly onDropped: (qos: 0 | 1) => void;
};

/** Confirmations awaited at once. */
const WINDOW = 50;

export class PublishQueue {
  readonly #options: PublishQueueOptions;
  readonly #queue: Queued[] = [];
  readonly #figures = new Map<string, Figure>();
  readonly #retained = new Map<string, MqttMessage>();
  #sent = 0;

  constructor(options: PublishQueueOptions) {
    this.#options = options;
  }

  /** Messages that the broker has not confirmed. */
  get queued(): number {
    return this.#queue.length;
  }

  add(message: MqttMessage): void {
    const { maxQueued, maxTopics, onDropped } = this.#options;
    const { topic, qos, retain } = message;
    if (retain && (this.#retained.has(topic) || this.#retained.size < maxTopics))
      this.#retained.set(topic, message);
    if (qos === 1) {
      if (this.#queue.length >= maxQueued) this.#dropOldest();
      this.#queue.push({ message, isSent: false });
      return;
    }
    const figure = this.#figures.get(topic);
    if (figure) {
      if (figure.pending) onDropped(0);
      figure.pending = message;
    } else if (this.#figures.size < maxTopics) {
      this.#figures.set(topic, { pending: message, isOnItsWay: false, sentAtMs: Number.NEGATIVE_INFINITY });
    } else {
      onDropped(0);
    }
  }

  /** Hands on whatever may go now. */
  flush(nowMs: number, send: (message: MqttMessage, done: () => void) => void): void {
    for (const entry of this.#queue) {
      if (this.#sent >= WINDOW) break;
      if (entry.isSent) continue;
      entry.isSent = true;
      this.#sent += 1;
      send(entry.message, () => this.#confirmed(entry));
    }
    for (const figure of this.#figures.values()) {
      const { pending } = figure;
      const isDue = nowMs - figure.sentAtMs >= this.#options.figureEveryMs;
      if (!pending || figure.isOnItsWay || !isDue) continue;
      figure.pending = undefined;
      figure.isOnItsWay = true;
      figure.sentAtMs = nowMs;
      send(pending, () => {
        figure.isOnItsWay = false;
      });
    }
  }

  /** The connection is gone: what was not confirmed is sent again, and the last values too, since a broker may forget. */
  unsend(): void {
    this.#sent = 0;
    for (const entry of this.#queue) entry.isSent = false;
    for (const figure of this.#figures.values()) figure.isOnItsWay = false;
    const waiting = new Set(this.#queue.map(({ message }) => message.topic));
    const first: Queued[] = [];
    for (const message of this.#retained.values()) {
      const figure = message.qos === 0 && this.#figures.get(message.topic);
      if (figure) figure.pending ??= message;
      else if (!waiting.has(message.topic) && this.#queue.length + first.length < this.#options.maxQueued)
        first.push({ message, isSent: false });
    }
    this.#queue.unshift(...first);
  }

  #confirmed(entry: Queued): void {
    const at = this.#queue.indexOf(entry);
    if (at < 0) return;
    this.#queue.splice(at, 1);
    this.#sent -= 1;
  }

  #dropOldest(): void {
    // One that is on its way may be there already.
    const at = Math.max(
      0,
      this.#queue.findIndex(({ isSent }) => !isSent),
    );
    const [dropped] = this.#queue.splice(at, 1);
    if (dropped?.isSent) this.#sent -= 1;
    this.#options.onDropped(1);
  }
}
