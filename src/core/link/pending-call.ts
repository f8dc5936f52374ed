import type { CompiledCall } from './compiled.ts';
import type { Item, Lane, Sendable } from './lane.ts';

type Fields = Pick<PendingCall, 'id' | 'declared' | 'frame' | 'expiresMs' | 'resolve' | 'reject'>;

const RETRY_COUNT = 6;

/** A call whose caller waits. Its frame is kept as long as it may have to be sent again. */
export class PendingCall implements Sendable {
  readonly id: number;
  readonly declared: CompiledCall;
  readonly frame: unknown[];
  /** On the monotonic clock. */
  readonly expiresMs: number;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
  waiting: { lane: Lane; item: Item } | undefined;
  isSent = false;
  isAdmitted = false;
  #cleanups: (() => void)[] | undefined;

  constructor(fields: Fields) {
    this.id = fields.id;
    this.declared = fields.declared;
    this.frame = fields.frame;
    this.expiresMs = fields.expiresMs;
    this.resolve = fields.resolve;
    this.reject = fields.reject;
  }

  get retryCount(): number {
    return this.frame[RETRY_COUNT] as number;
  }

  sent(): void {
    this.isSent = true;
    this.waiting = undefined;
  }

  /** The peer that may have had it is gone, and it goes to the next one. */
  again(): void {
    if (this.isSent) this.frame[RETRY_COUNT] = this.retryCount + 1;
    this.isSent = false;
  }

  /** The peer is stopping and did not begin it. */
  refused(): void {
    this.isSent = false;
  }

  onSettle(cleanup: () => void): void {
    this.#cleanups ??= [];
    this.#cleanups.push(cleanup);
  }

  /** Nobody waits any more: frees its signal listeners and its place in a lane. */
  settle(): void {
    if (this.#cleanups) for (const cleanup of this.#cleanups) cleanup();
    this.leaveLane();
  }

  /** It is not sent on this link any more. */
  leaveLane(): void {
    if (this.waiting) this.waiting.lane.cancel(this.waiting.item);
    this.waiting = undefined;
  }
}
