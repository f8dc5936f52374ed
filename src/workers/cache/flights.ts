// Who loads a key now and who waits for it. One lease a key; when its holder fails or is too slow, it passes to the next.
import type { CacheReply } from '../../core/cache/cache-messages.ts';
import type { Clock, Timer } from '../../core/clock.ts';
import type { Envelope } from '../../core/link/envelope.ts';

/** Who asked: an answer is of use only until it gives up. */
export type Asker = Pick<Envelope, 'signal' | 'deadlineMs'>;

type Waiter = { readonly asker: Asker; readonly answer: (reply: CacheReply) => void };
type Waiters = Set<Waiter>;

export type Flight = {
  /** Of whoever may fill it. */
  readonly lease: number;
  /** Of the marks, when the load began. */
  readonly version: number;
};

type Open = Flight & { readonly waiters: Waiters; readonly timer: Timer };

export type FlightOptions = {
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly maxOpen: number;
  readonly maxWaiters: number;
  /** Never 0, and never used before, also not by a predecessor. */
  readonly nextLease: () => number;
  readonly version: () => number;
  /** What somebody is told who is to load. */
  readonly toLoad: (lease: number) => CacheReply;
};

export class Flights {
  readonly #options: FlightOptions;
  readonly #open = new Map<string, Open>();
  #waiting = 0;

  constructor(options: FlightOptions) {
    this.#options = options;
  }

  has(key: string): boolean {
    return this.#open.has(key);
  }

  /** Whoever finds no room loads without a lease. */
  get isFull(): boolean {
    return this.#open.size >= this.#options.maxOpen;
  }

  /** Begins to load; ends by `settle`, `pass`, or itself when the lease has run out. */
  begin(key: string, waiters: Waiters = new Set()): Flight {
    const { clock, leaseMs, nextLease, version } = this.#options;
    const lease = nextLease();
    const timer = clock.after(leaseMs, () => this.pass(key, lease));
    const flight = { lease, version: version(), waiters, timer };
    this.#open.set(key, flight);
    return flight;
  }

  /** The flight this lease is for, unless it has been passed on or ended. */
  find(key: string, lease: number): Flight | undefined {
    const flight = this.#open.get(key);
    return flight?.lease === lease ? flight : undefined;
  }

  /** Waits for the value or the lease; who finds no place loads without one. */
  wait(key: string, asker: Asker): CacheReply | Promise<CacheReply> {
    const flight = this.#open.get(key);
    const { maxWaiters, toLoad } = this.#options;
    if (!flight || this.#waiting >= maxWaiters) return toLoad(0);
    this.#waiting++;
    const { waiters } = flight;
    return new Promise((resolve) => {
      const answer = (reply: CacheReply) => {
        waiters.delete(waiter);
        asker.signal.removeEventListener('abort', giveUp);
        this.#waiting--;
        resolve(reply);
      };
      const giveUp = () => answer(toLoad(0));
      const waiter = { asker, answer };
      waiters.add(waiter);
      asker.signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** Everybody who waits has the answer. */
  settle(key: string, reply: CacheReply): void {
    const flight = this.#open.get(key);
    if (!flight) return;
    flight.timer.cancel();
    this.#open.delete(key);
    for (const { answer } of flight.waiters) answer(reply);
  }

  /** Takes the lease from its holder, if it is still this one; the first who still waits has the next. */
  pass(key: string, lease?: number): void {
    const flight = this.#open.get(key);
    if (!flight || (lease !== undefined && flight.lease !== lease)) return;
    flight.timer.cancel();
    this.#open.delete(key);
    const { toLoad, clock } = this.#options;
    const nowMs = clock.monotonicMs();
    for (const { asker, answer } of flight.waiters) {
      const isGone = (asker.deadlineMs ?? nowMs) < nowMs;
      answer(toLoad(isGone ? 0 : this.begin(key, flight.waiters).lease));
      if (!isGone) return;
    }
  }
}
