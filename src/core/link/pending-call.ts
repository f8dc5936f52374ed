import type { Timer } from '../clock.ts';
import type { CompiledCall } from './compiled.ts';
import type { Item, Lane } from './lane.ts';

type Fields = Pick<PendingCall, 'id' | 'declared' | 'packed' | 'cause' | 'expiresMs' | 'resolve' | 'reject'>;

/** A call whose caller waits. Its input is kept as long as it may have to be sent again. */
export class PendingCall {
  readonly id: number;
  readonly declared: CompiledCall;
  readonly packed: readonly unknown[];
  /** Correlation id and parent id. */
  readonly cause: readonly [string, string];
  /** On the monotonic clock. */
  readonly expiresMs: number;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
  timer: Timer | undefined;
  waiting: { lane: Lane; item: Item } | undefined;
  isSent = false;
  retryCount = 0;
  #cleanups: (() => void)[] | undefined;

  constructor(fields: Fields) {
    this.id = fields.id;
    this.declared = fields.declared;
    this.packed = fields.packed;
    this.cause = fields.cause;
    this.expiresMs = fields.expiresMs;
    this.resolve = fields.resolve;
    this.reject = fields.reject;
  }

  onSettle(cleanup: () => void): void {
    this.#cleanups ??= [];
    this.#cleanups.push(cleanup);
  }

  /** Nobody waits any more: frees its timer, its signal listeners and its place in a lane. */
  settle(): void {
    this.timer?.cancel();
    for (const cleanup of this.#cleanups ?? []) cleanup();
    if (this.waiting) this.waiting.lane.cancel(this.waiting.item);
    this.waiting = undefined;
  }
}
