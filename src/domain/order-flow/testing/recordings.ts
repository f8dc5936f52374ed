// Recordings of three markets with what an independent program made of them, read into the records of a feed.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { recordedData } from '../../../../test/recorded-data.ts';
import type { FeedKind, FeedRecord, FeedSink } from '../../market/feed-record.ts';
import { type Instrument, parsePrice, parseSize, toInstrumentId } from '../../market/instrument.ts';

type Steps = Pick<
  Instrument,
  'priceDecimals' | 'tickUnits' | 'sizeDecimals' | 'lotUnits' | 'contractSize' | 'base' | 'quote'
>;

function instrumentOf(market: Instrument['market'], symbol: string, steps: Steps): Instrument {
  return { id: toInstrumentId(market, symbol), origin: 'live', venue: 'binance', market, symbol, ...steps };
}

export type Recording = {
  readonly golden: string;
  readonly files: readonly string[];
  readonly instrument: Instrument;
};

export const recordings: readonly Recording[] = [
  {
    golden: 'usdm_btcusdt_20240808.golden.json',
    files: ['usdm_btcusdt_20240808.jsonl.gz'],
    instrument: instrumentOf('usdm', 'BTCUSDT', {
      base: 'BTC',
      quote: 'USDT',
      priceDecimals: 2,
      tickUnits: 10,
      sizeDecimals: 3,
      lotUnits: 1,
      contractSize: null,
    }),
  },
  {
    golden: 'cm_btcusd_perp_20240808.golden.json',
    files: ['cm_btcusd_perp_20240808.jsonl.gz'],
    instrument: instrumentOf('coinm', 'BTCUSD_PERP', {
      base: 'BTC',
      quote: 'USD',
      priceDecimals: 1,
      tickUnits: 1,
      sizeDecimals: 0,
      lotUnits: 1,
      contractSize: 100,
    }),
  },
  {
    golden: 'spot_ethusdt.golden.json',
    files: ['spot_ethusdt_20240808.jsonl.gz', 'spot_ethusdt_20240809.jsonl.gz'],
    instrument: instrumentOf('spot', 'ETHUSDT', {
      base: 'ETH',
      quote: 'USDT',
      priceDecimals: 8,
      tickUnits: 1_000_000,
      sizeDecimals: 8,
      lotUnits: 10_000,
      contractSize: null,
    }),
  },
];

export type GoldenMinute = {
  readonly t: number;
  readonly trades: number;
  readonly levels: number;
} & Readonly<Record<'o' | 'h' | 'l' | 'c' | 'buy' | 'sell' | 'delta' | 'poc' | 'poc_vol', string>>;

export type Golden = {
  readonly trades: number;
  readonly depth_events_applied: number;
  readonly levels_applied: number;
  readonly bbo_check: { readonly events: number; readonly full_match: number };
  readonly cvd: string;
  readonly cvd_min: string;
  readonly cvd_max: string;
  readonly n_bids: number;
  readonly n_asks: number;
  readonly top20_bids: readonly (readonly [string, string])[];
  readonly top20_asks: readonly (readonly [string, string])[];
  readonly minutes: readonly GoldenMinute[];
};

export function loadGolden({ golden }: Recording): Golden {
  return JSON.parse(readFileSync(recordedData(`market/feed_hftbacktest/${golden}`), 'utf8'));
}

type Levels = readonly (readonly [string, string])[];
// biome-ignore format: the fields that a venue's messages share
type Message = {
  e?: string; E?: number; T?: number; U: number; u: number; t: number; p: string; q: string; m: boolean;
  b: Levels & string; a: Levels & string; B: string; A: string;
};

/** Records in the order in which the messages came; the book begins with the snapshot, by the venue's published procedure. */
export function replay({ files, instrument }: Recording, sink: FeedSink): void {
  const record: FeedRecord = {
    kind: 'buy',
    instrument: 0,
    eventMs: 0,
    receivedMs: 0,
    price: 0,
    size: 0,
    id: 0,
  };
  const put = (kind: FeedKind, price: number, size: number, id: number): void => {
    Object.assign(record, { kind, price, size, id });
    sink(record);
  };
  const level = (kind: FeedKind, [price, size]: readonly [string, string]) =>
    put(kind, parsePrice(instrument, price), parseSize(instrument, size), 0);
  const sides = (bids: Levels, asks: Levels, id: number): void => {
    for (const each of bids) level('bid', each);
    for (const each of asks) level('ask', each);
    put('depth', 0, bids.length + asks.length, id);
  };
  const depth = (message: Message): void => {
    record.eventMs = message.T ?? message.E ?? 0;
    sides(message.b, message.a, message.u);
  };
  let waiting: Message[] | undefined = [];

  for (const [received, text] of lines(files)) {
    record.receivedMs = received;
    const { data, lastUpdateId, bids, asks } = JSON.parse(text);
    if (data === undefined) {
      record.eventMs = 0;
      put('snapshot', 0, 0, lastUpdateId);
      sides(bids, asks, lastUpdateId);
      const isStale = ({ u }: Message) =>
        instrument.market === 'spot' ? u <= lastUpdateId : u < lastUpdateId;
      for (const message of waiting ?? []) if (!isStale(message)) depth(message);
      waiting = undefined;
    } else if (data.e === 'depthUpdate') {
      if (waiting) waiting.push(data);
      else depth(data);
    } else if (data.e === 'trade') {
      record.eventMs = data.T;
      put(data.m ? 'sell' : 'buy', parsePrice(instrument, data.p), parseSize(instrument, data.q), data.t);
    } else {
      record.eventMs = data.T ?? 0;
      put('bestBid', parsePrice(instrument, data.b), parseSize(instrument, data.B), data.u);
      put('bestAsk', parsePrice(instrument, data.a), parseSize(instrument, data.A), data.u);
    }
  }
}

function* lines(files: readonly string[]): Generator<readonly [receivedMs: number, text: string]> {
  for (const file of files)
    for (const line of gunzipSync(readFileSync(recordedData(`market/feed_hftbacktest/${file}`)))
      .toString()
      .split('\n')) {
      const space = line.indexOf(' ');
      if (space > 0) yield [Number(line.slice(0, space)) / 1e6, line.slice(space + 1)];
    }
}
