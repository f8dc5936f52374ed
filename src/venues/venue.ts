// What a venue is: a place whose market data we read, behind one interface, so that nobody asks which one it is.
import type { z } from 'zod';
import type { Context } from '../core/service.ts';
import type { FeedPart } from '../domain/market/feed-part.ts';
import type { Instrument, MarketName } from '../domain/market/instrument.ts';
import type { RecordingFormat, VenueFeed, VenueFeedOptions, VenueRecording } from './venue-feed.ts';

/** What a venue may touch; a part of a service's context. */
export type VenueDoors = Pick<Context, 'clock' | 'random' | 'outside' | 'log' | 'metrics'>;

/** Base addresses of one market, without a slash at the end. */
export type Endpoints = {
  readonly rest: string;
  /** `{route}` in it stands where the venue splits its streams over several addresses. */
  readonly stream: string;
};

/** What became of the streams. A connection has a number of its own each time it opens. */
export type StreamState =
  | {
      readonly type: 'connected';
      readonly connection: number;
      readonly route: string;
      readonly streams: number;
      readonly symbols: readonly string[];
    }
  | {
      readonly type: 'disconnected';
      readonly connection: number;
      /** By which of the ways the venue splits its streams into; empty where it does not. */
      readonly route: string;
      readonly reason: string;
      /** What does not come until another connection of this route carries it. */
      readonly streams: readonly string[];
      readonly symbols: readonly string[];
    }
  | {
      readonly type: 'rotated';
      readonly connection: number;
      readonly from: number;
      readonly why: RenewalCause;
    }
  | { readonly type: 'silent'; readonly symbol: string; readonly stream: string; readonly forMs: number }
  | { readonly type: 'refused'; readonly stream: string; readonly reason: string };

/** Why a connection that works is replaced: its age, a stream that went silent, or the venue said that it ends. */
export type RenewalCause = 'planned' | 'silent' | 'announced';

export type StreamChoice = {
  /** Time between two depth updates as the venue names it, such as `100ms`. */
  readonly depthSpeed: string;
  readonly trades: 'trade' | 'aggTrade';
};

export type StreamHandlers = {
  /** `bytes` is ours to keep. `receivedMs` is wall time. The same message may come by two connections while they overlap. */
  readonly onMessage: (bytes: Buffer, receivedMs: number, connection: number) => void;
  readonly onState: (state: StreamState) => void;
};

/** Streams wanted by symbol, in the venue's names. All of a symbol come in their order, by one connection for each route. */
export type WantedStreams = ReadonlyMap<string, readonly string[]>;

/** A way by which streams of a symbol come, of which none said anything lately. */
export type Silence = {
  readonly route: string;
  readonly parts: readonly FeedPart[];
  readonly forMs: number;
};

export interface Streams {
  /** Changes what is wanted; only differences are asked for. */
  setStreams(wanted: WantedStreams): void;
  /** Of each route of a symbol that should have said something; true to a second. */
  silences(symbol: string): Silence[];
  /** What these streams bring. */
  partsOf(streams: readonly string[]): FeedPart[];
  /** Connections open now. */
  readonly open: number;
  close(): Promise<void>;
}

export type Listing = {
  readonly instrument: Instrument;
  /** In the venue's word, `TRADING` when it trades. */
  readonly status: string;
  /** Least worth of an order in quote currency; null where the venue sets none. */
  readonly minNotional: string | null;
};

export type Listings = {
  readonly listings: readonly Listing[];
  /** Entries that could not be read. */
  readonly skipped: number;
};

/** A candle as the venue says it: prices and volumes are exact decimals. */
export type Kline = {
  readonly openMs: number;
  readonly closeMs: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  readonly quoteVolume: string;
  readonly trades: number;
  readonly takerBuyVolume: string;
};

/** A trade, or one taker's trades at one price as one; `firstId` to `lastId` are the single trades in it. */
export type PastTrade = {
  readonly id: number;
  readonly firstId: number;
  readonly lastId: number;
  readonly timeMs: number;
  readonly price: string;
  readonly size: string;
  readonly isBuyerMaker: boolean;
};

export type AskOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Goes before what else waits for the rate limit. */
  readonly urgent?: boolean;
};

/** A page of history, and where to go on if it ends here. */
export type Page<T> = { readonly rows: readonly T[]; readonly next: number; readonly isLast: boolean };

export type KlineRange = {
  readonly symbol: string;
  readonly interval: string;
  readonly fromMs: number;
  /** Klines that open before this. */
  readonly toMs: number;
};

export type TradeRange = {
  readonly symbol: string;
  readonly kind: 'trade' | 'aggTrade';
  readonly fromId: number;
  /** Included. */
  readonly toId: number;
};

export type BackfillOptions = { readonly signal?: AbortSignal; readonly maxPages?: number };

/** One market of a venue, open. Errors are those of the HTTP door. */
export interface MarketSource extends Streams {
  readonly market: MarketName;
  listings(symbols: readonly string[], options?: AskOptions): Promise<Listings>;
  /** A snapshot of the book, as the venue's JSON. */
  depth(symbol: string, limit: number, options?: AskOptions): Promise<Buffer>;
  /** Pages from `fromMs` on; to resume, begin at the last page's `next`. */
  backfillKlines(range: KlineRange, options?: BackfillOptions): AsyncGenerator<Page<Kline>>;
  backfillTrades(range: TradeRange, options?: BackfillOptions): AsyncGenerator<Page<PastTrade>>;
  readonly offset: ClockReading;
}

export interface ClockReading {
  /** How far the venue's clock is ahead of ours, in ms; 0 until it was measured. */
  readonly offsetMs: number;
  /** The offset is right within this; Infinity until it was measured. */
  readonly uncertaintyMs: number;
  /** A stamp of the venue, taken when its message came: it cannot come before it was sent. */
  observeEvent(eventMs: number, receivedMs: number): void;
  /** From the venue's stamp to our receipt, by the measured offset; never negative. */
  latencyMs(eventMs: number, receivedMs: number): number;
}

export type SkewReport = {
  readonly offsetMs: number;
  readonly uncertaintyMs: number;
  /** Whether our clock is further off than allowed; false tells that it is right again. */
  readonly isSkewed: boolean;
};

export type MarketOptions = StreamHandlers & {
  readonly market: MarketName;
  /** Asked before each connection and request. Default: those of the venue itself. */
  readonly endpoints?: (() => Endpoints) | undefined;
  /** Each time it was measured how far the venue's clock is from ours. */
  readonly onClock?: (reading: Omit<SkewReport, 'isSkewed'>) => void;
};

export type Venue<S extends z.ZodType = z.ZodType> = {
  readonly name: string;
  readonly summary: string;
  readonly markets: readonly MarketName[];
  readonly settings: S;
  /** Of the venue itself, or of the exchange of the sandbox, which listens on this port. */
  endpoints(market: MarketName, sandboxPort: number | null): Endpoints;
  /** All streams that order flow needs of a symbol. */
  streamNames(market: MarketName, symbol: string, choice: StreamChoice): string[];
  /** Makes records of one market's messages. */
  createFeed(options: VenueFeedOptions): VenueFeed;
  readonly recording: RecordingFormat;
  /** Rejects with FILE_UNREADABLE, or RECORDING_INVALID for what is no recording of this venue. */
  openRecording(paths: readonly string[]): Promise<VenueRecording>;
  /** Opens one market. Nothing is connected before streams are wanted. */
  open(doors: VenueDoors, options: MarketOptions, settings: z.output<S>): MarketSource;
};

export function defineVenue<S extends z.ZodType>(venue: Venue<S>): Venue<S> {
  return venue;
}
