// The instruments that are followed: each with an index that is never given twice, and what is known of its feed.
import { type FeedKind, type FeedRecord, gapReasons } from '../../domain/market/feed-record.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import type { InstrumentState } from '../../domain/order-flow/market-words.ts';
import type { RecordWriter } from '../../venues/binance/feed/record-writer.ts';
import type { SymbolFeed } from '../../venues/binance/feed/symbol-feed.ts';

type State = InstrumentState['state'];

export class Followed {
  readonly instrument: Instrument;
  readonly index: number;
  feed: SymbolFeed | undefined;
  /** For what is no message of the streams themselves. */
  write: RecordWriter | undefined;
  /** What it is when it is not simply live or syncing; undefined follows the book. */
  #trouble: { readonly state: State; readonly says: string } | undefined;
  #records = 0;
  #perSecond = 0;
  #lastMs: number | null = null;
  #lastGap: string | undefined;
  /** The kind of record by which what is missing shows that it is back. */
  #missing: FeedKind | 'any' = 'depth';
  #eventsThen = 0;

  constructor(instrument: Instrument, index: number) {
    this.instrument = instrument;
    this.index = index;
  }

  /** Takes note of a record that goes out. */
  note({ kind, receivedMs, size }: Readonly<FeedRecord>): void {
    if (ownKinds.has(kind)) return this.#noteOwn(kind, size);
    this.#records++;
    this.#lastMs = receivedMs;
    if (this.#trouble && this.#endsTrouble(kind)) this.#trouble = undefined;
  }

  #noteOwn(kind: FeedKind, size: number): void {
    // before its first book it is only starting
    if (kind === 'gap' && this.feed && this.feed.bookFeed.updates > 0) this.#lastGap = gapReasons[size];
  }

  /** What was missing is here again; other streams of the symbol may have gone on all the time. */
  #endsTrouble(kind: FeedKind): boolean {
    if (this.#trouble?.state !== 'silent' && this.#trouble?.state !== 'disconnected') return false;
    if (this.#missing === 'any') return true;
    if (this.#missing === 'depth') return (this.feed?.bookFeed.events ?? 0) > this.#eventsThen;
    return kind === this.#missing || (kind === 'sell' && this.#missing === 'buy');
  }

  #miss(kind: FeedKind | 'any'): void {
    this.#missing = kind;
    this.#eventsThen = this.feed?.bookFeed.events ?? 0;
  }

  disconnected(reason: string): void {
    this.#miss('depth');
    this.#trouble = { state: 'disconnected', says: `The connection was lost: ${reason}.` };
  }

  silent(stream: string, forMs: number): void {
    this.#silentFor(forMs, kindOf(stream));
  }

  #silentFor(forMs: number, missing: FeedKind | 'any'): void {
    this.#miss(missing);
    this.#trouble = { state: 'silent', says: `Nothing came for ${Math.round(forMs / 1000)} s.` };
  }

  /** Beside the live feed: a recording. */
  replayed(state: 'replay' | 'ended', says: string): void {
    this.#trouble = { state, says };
  }

  /** Once a second. Whoever reads the feed is told that nothing comes, which no message can. */
  tick(nowMs: number): void {
    const forMs = this.#lastMs === null ? 0 : nowMs - this.#lastMs;
    if (forMs >= QUIET_MS && this.write && this.#trouble?.state !== 'disconnected') {
      this.write('silent', 0, nowMs, 0, forMs, 0);
      if (forMs >= SILENT_MS) this.#silentFor(forMs, 'any');
    }
    this.#perSecond = this.#records;
    this.#records = 0;
  }

  toState(): InstrumentState {
    const book = this.feed?.bookFeed;
    const isLive = book?.isLive ?? false;
    const followed: { state: State; says: string | null } = isLive
      ? { state: 'live', says: null }
      : this.#lastGap === undefined
        ? { state: 'starting', says: 'The first order book is on its way.' }
        : {
            state: 'syncing',
            says: `The book is asked for anew: ${gapWords[this.#lastGap] ?? this.#lastGap}.`,
          };
    return {
      ...this.instrument,
      ...(this.#trouble ?? followed),
      lastMs: this.#lastMs,
      messagesPerSecond: this.#perSecond,
      gaps: (book?.gaps ?? 0) + (this.feed?.tradeGaps ?? 0),
      compared: book?.check.compared ?? 0,
      exact: book?.check.exact ?? 0,
    };
  }
}

/** Written by this worker, not by the venue. */
const ownKinds: ReadonlySet<FeedKind> = new Set(['gap', 'silent', 'clock', 'missedTrades']);
/** Without any message, where a busy symbol has dozens a second. */
const QUIET_MS = 5000;
const SILENT_MS = 15_000;

function kindOf(stream: string): FeedKind {
  if (stream.includes('@bookTicker')) return 'bestBid';
  if (stream.includes('@markPrice')) return 'mark';
  return /@(trade|aggTrade)/.test(stream) ? 'buy' : 'depth';
}

const gapWords: Readonly<Record<string, string>> = {
  start: 'it begins',
  sequence: 'a message is missing',
  crossed: 'bids and asks crossed',
  emptied: 'a side was empty',
  'ticker-disagrees': 'it was not what the exchange’s ticker says',
  malformed: 'a message could not be read',
  disconnected: 'the connection was lost',
  overrun: 'more came than could be taken',
};
