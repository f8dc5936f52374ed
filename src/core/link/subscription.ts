// One interest of a client in one event: handed over in order, one at a time when the handler is asynchronous.
import { toAppError } from '../errors.ts';
import { Queue } from '../queue.ts';
import { enterScope } from '../scope.ts';
import type { Envelope } from './envelope.ts';
import type { LinkMeters } from './meters.ts';

/** May be asynchronous: the next event waits for its promise. */
export type EventHandler = (data: unknown, envelope: Envelope) => unknown;

type Delivery = { data: unknown; envelope: Envelope; onDone(): void };

export class Subscription {
  readonly #handler: EventHandler;
  readonly #name: string;
  readonly #meters: LinkMeters;
  /** Bounded by the credits of the link, which are returned only when a delivery is done. */
  readonly #waiting = new Queue<Delivery>();
  #isBusy = false;
  isClosed = false;

  constructor(name: string, handler: EventHandler, meters: LinkMeters) {
    this.#name = name;
    this.#handler = handler;
    this.#meters = meters;
  }

  /** Events that wait for the handler, and the one it has. */
  get depth(): number {
    return this.#waiting.length + Number(this.#isBusy);
  }

  deliver(data: unknown, envelope: Envelope, onDone: () => void): void {
    if (this.isClosed) onDone();
    else if (this.#isBusy) this.#waiting.push({ data, envelope, onDone });
    else this.#hand(data, envelope, onDone);
  }

  #hand(data: unknown, envelope: Envelope, onDone: () => void): void {
    let outcome: unknown;
    try {
      enterScope(envelope);
      outcome = this.#handler(data, envelope);
    } catch (error) {
      this.#failed(error);
    }
    if (!(outcome instanceof Promise)) return onDone();
    this.#isBusy = true;
    outcome.then(
      () => this.#next(onDone),
      (error) => {
        this.#failed(error);
        this.#next(onDone);
      },
    );
  }

  #next(onDone: () => void): void {
    onDone();
    this.#isBusy = false;
    while (!this.#isBusy) {
      const delivery = this.#waiting.shift();
      if (!delivery) return;
      this.deliver(delivery.data, delivery.envelope, delivery.onDone);
    }
  }

  /** One throwing handler must not cost the events behind it. */
  #failed(thrown: unknown): void {
    const error = toAppError(thrown);
    this.#meters.failed(error.kind === 'bug', error, this.#name);
  }
}
