// What makes records of a venue's messages, the same for live ones and for those of a recording.
import type { FeedSink } from '../domain/market/feed-record.ts';
import type { Instrument, MarketName } from '../domain/market/instrument.ts';
import type { OrderBook } from '../domain/market/order-book.ts';

/** A message contradicts itself or the instrument's steps; a trade has no price or size; one is far from the price. */
export type RefusedWhy = 'malformed' | 'empty' | 'far';

export type Trade = {
  readonly id: number;
  /** Ticks and lots. */
  readonly price: number;
  readonly size: number;
  readonly isBuyerMaker: boolean;
  readonly tradeMs: number;
  readonly receivedMs: number;
};

/** The book of one instrument as its messages keep it. */
export interface InstrumentBook {
  /** It is known and follows the stream. */
  readonly isLive: boolean;
  readonly book: OrderBook;
  /** Depth events and levels applied since the start, and times the book was lost after it had been known. */
  readonly updates: number;
  readonly levels: number;
  readonly gaps: number;
  /** Touches compared with the venue's own ticker, and those that agreed. */
  readonly check: { readonly compared: number; readonly exact: number };
  /** The whole book once more. */
  resend(): void;
  /** The stream broke off. */
  disconnect(): void;
}

export interface InstrumentFeed {
  readonly instrument: Instrument;
  readonly bookFeed: InstrumentBook;
  /** Holes in the numbers of trades. */
  readonly tradeGaps: number;
  /** Messages that were left out because they cannot be true. */
  readonly refused: number;
  /** One that was asked for. */
  trade(trade: Trade): void;
  /** Nothing more comes. */
  finish(): void;
}

/** Messages of many symbols of one market. None of its functions throws for what is in a message. */
export interface VenueFeed {
  symbol(name: string): InstrumentFeed | undefined;
  /** `index` is the instrument's place in the feed. */
  add(index: number, instrument: Instrument): InstrumentFeed;
  accept(bytes: Uint8Array, from: number, to: number, receivedMs: number): void;
  /** The answer to a question for a symbol's book; false when it is none. */
  acceptSnapshot(symbol: string, bytes: Uint8Array, from: number, to: number, receivedMs: number): boolean;
}

export type VenueFeedOptions = {
  readonly sink: FeedSink;
  readonly onNeedSnapshot: (of: InstrumentFeed) => void;
  /** Trades from `fromId` on never came, `count` of them. */
  readonly onMissedTrades: (of: InstrumentFeed, fromId: number, count: number) => void;
  readonly onRefused: (of: InstrumentFeed, why: RefusedWhy) => void;
};

/** One line of a recording, valid until the next one is asked for. */
export type Recorded = { readonly receivedMs: number };

export interface VenueRecording<L extends Recorded = Recorded> {
  readonly instruments: readonly Instrument[];
  lines(): AsyncGenerator<L>;
  /** Lines that could not be read, by where and why. */
  readonly broken: readonly string[];
  /** Plays its lines into the same feed as live messages; @param places of the instruments in it. */
  player(sink: FeedSink, places: readonly number[]): VenuePlayer<L>;
}

export interface VenuePlayer<L extends Recorded = Recorded> {
  /** In the order of the recording's instruments. */
  readonly symbols: readonly InstrumentFeed[];
  /** Lines taken, and of them messages that could not be read. */
  readonly messages: number;
  readonly malformed: number;
  accept(line: L): void;
}

/** How a venue's messages are written so that its recordings can be read. */
export type RecordingFormat = {
  /** A question to the venue that a recorded answer stands for. */
  bookAddress(market: MarketName, symbol: string, limit: number): string;
  /** What a file begins with: as much of the venue's list as a replay needs. */
  head(
    market: MarketName,
    instruments: readonly Instrument[],
  ): { readonly address: string; readonly body: string };
};
