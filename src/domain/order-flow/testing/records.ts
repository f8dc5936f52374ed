// Feeds and instruments made by hand.
import type { FeedKind, FeedRecord } from '../../market/feed-record.ts';
import type { Instrument } from '../../market/instrument.ts';

/** One tick is 0.01, one lot 0.001. */
export const plainInstrument: Instrument = {
  id: 'spot:AAABBB',
  origin: 'live',
  venue: 'binance',
  market: 'spot',
  symbol: 'AAABBB',
  base: 'AAA',
  quote: 'BBB',
  priceDecimals: 2,
  sizeDecimals: 3,
  tickUnits: 1,
  lotUnits: 1,
  contractSize: null,
};

export function toRecord(kind: FeedKind, eventMs: number, price = 0, size = 0, id = 0): FeedRecord {
  return { kind, instrument: 0, eventMs, receivedMs: eventMs, price, size, id };
}

type Levels = readonly (readonly [price: number, size: number])[];

/** The records of one depth event; with `isSnapshot` the book begins with it. */
export function depthRecords(eventMs: number, bids: Levels, asks: Levels, isSnapshot = false): FeedRecord[] {
  return [
    ...(isSnapshot ? [toRecord('snapshot', eventMs)] : []),
    ...bids.map(([price, size]) => toRecord('bid', eventMs, price, size)),
    ...asks.map(([price, size]) => toRecord('ask', eventMs, price, size)),
    toRecord('depth', eventMs, 0, bids.length + asks.length),
  ];
}
