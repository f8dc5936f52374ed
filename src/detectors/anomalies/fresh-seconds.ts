// How many seconds were traded without a hole: what a hole left out is neither a move nor a measure of what is usual.
import { type FeedRecord, gapReasons } from '../../domain/market/feed-record.ts';

export class FreshSeconds {
  #isHole = false;
  #sinceMs = Number.NEGATIVE_INFINITY;

  /** Whether a hole begins. */
  onFeed({ kind, size }: Readonly<FeedRecord>): boolean {
    const reason = kind === 'gap' ? gapReasons[size] : undefined;
    const isHole = kind === 'missedTrades' || reason === 'disconnected' || reason === 'overrun';
    if (isHole) this.#isHole = true;
    return isHole;
  }

  /** The first trade after a hole ends it. */
  onTrade(nowMs: number): void {
    if (!this.#isHole) return;
    this.#isHole = false;
    this.#sinceMs = nowMs;
  }

  /** Whole seconds up to now since the last hole; 0 in a hole, infinite where there was none. */
  count(nowMs: number): number {
    return this.#isHole ? 0 : Math.floor((nowMs - this.#sinceMs) / 1000);
  }
}
