// Since when and for how long each book of a recording was not known, by the exchange's time.
import { type FeedRecord, type GapReason, gapReasons } from '../../domain/market/feed-record.ts';

export type Outage = {
  readonly symbol: string;
  readonly reason: GapReason;
  readonly sinceMs: number;
  readonly forMs: number;
  /** False: the recording ends before a snapshot brings the book back. */
  readonly isHealed: boolean;
};

/** The first ones are listed; a recording with more has other troubles. */
const MAX_LISTED = 1000;

type Lost = { readonly reason: GapReason; readonly sinceMs: number; readonly receivedMs: number };
type Book = { nowMs: number; lost: Lost | undefined };

export class BookOutages {
  readonly #names: readonly string[];
  readonly #books: readonly Book[];
  readonly #ended: Outage[] = [];

  /** @param names of the instruments, by their index in records */
  constructor(names: readonly string[]) {
    this.#names = names;
    this.#books = names.map(() => ({ nowMs: 0, lost: undefined }));
  }

  accept({ kind, instrument, eventMs, receivedMs, size }: Readonly<FeedRecord>): void {
    const book = this.#books[instrument]!;
    if (eventMs > book.nowMs) book.nowMs = eventMs;
    if (kind === 'gap') book.lost ??= { reason: gapReasons[size]!, sinceMs: book.nowMs, receivedMs };
    // only a book that is known again has one
    else if (kind === 'depth' && book.lost) this.#end(instrument, true, receivedMs);
  }

  /** Those that are still lost included, in the order in which they ended; the time of receipt of the last line tells how long. */
  finish(lastReceivedMs: number): readonly Outage[] {
    for (const [instrument, { lost }] of this.#books.entries())
      if (lost) this.#end(instrument, false, lastReceivedMs);
    return this.#ended;
  }

  #end(instrument: number, isHealed: boolean, untilMs: number): void {
    const book = this.#books[instrument]!;
    const { reason, sinceMs, receivedMs } = book.lost!;
    book.lost = undefined;
    if (this.#ended.length >= MAX_LISTED) return;
    const symbol = this.#names[instrument]!;
    // no event tells a time while nothing but the book was recorded
    const forMs = Math.round(Math.max(book.nowMs - sinceMs, untilMs - receivedMs));
    this.#ended.push({ symbol, reason, sinceMs, forMs, isHealed });
  }
}
