// What is told about a followed instrument: the same between workers, over REST, WebSocket and MQTT. Prices and sizes are exact decimals.
import { z } from 'zod';
import { instrument } from '../market/instrument.ts';

const decimal = z.string();
const atMs = z.number();
/** A price and the size there; size 0 takes the level away. */
const level = z.tuple([decimal, decimal]);

export const feedState = z.enum(['starting', 'live', 'syncing', 'silent', 'disconnected', 'replay', 'ended']);

export const instrumentState = z.object({
  ...instrument.shape,
  state: feedState,
  /** Why it is not live; one sentence. */
  says: z.string().nullable(),
  /** Of the last message, by our clock. */
  lastMs: atMs.nullable(),
  messagesPerSecond: z.number(),
  gaps: z.int(),
  /** Touches compared with the book ticker, and those that agreed. */
  compared: z.int(),
  exact: z.int(),
});
export type InstrumentState = z.output<typeof instrumentState>;

export const bookView = z.object({
  instrument: z.string(),
  atMs,
  id: z.number(),
  /** False from a gap to the next snapshot: the levels are those before it. */
  isKnown: z.boolean(),
  /** Best first. In a delta: those that changed. */
  bids: z.array(level),
  asks: z.array(level),
});
export type BookView = z.output<typeof bookView>;

/** Trades of one aggressor at one moment, one after the other. */
export const printView = z.object({
  id: z.number(),
  atMs,
  side: z.enum(['buy', 'sell']),
  /** The last price of it. */
  price: decimal,
  size: decimal,
  trades: z.int(),
  /** Among the largest of the last ten minutes. */
  isLarge: z.boolean(),
});
export type PrintView = z.output<typeof printView>;

/** Rows: lower edge of the row's price, lots sold into bids, lots bought from asks. */
export const footprintView = z.object({
  openMs: atMs,
  open: decimal,
  high: decimal,
  low: decimal,
  close: decimal,
  buy: decimal,
  sell: decimal,
  delta: decimal,
  deltaMin: decimal,
  deltaMax: decimal,
  /** CVD at its close. */
  cvd: decimal,
  /** Since when it counts: the line of a chart is broken between bars with different ones. */
  cvdSinceMs: atMs.optional(),
  poc: decimal.nullable(),
  valueAreaHigh: decimal.nullable(),
  valueAreaLow: decimal.nullable(),
  trades: z.int(),
  isClosed: z.boolean(),
  /** Only a part of its time was seen: trades are missing in it. */
  isPartial: z.boolean().optional(),
  rows: z.array(z.tuple([decimal, decimal, decimal])),
});
export type FootprintView = z.output<typeof footprintView>;

export const candleView = z.object({
  openMs: atMs,
  open: decimal,
  high: decimal,
  low: decimal,
  close: decimal,
  volume: decimal,
  /** Bought less sold; null where it is not known. */
  delta: decimal.nullable(),
  isClosed: z.boolean(),
  /** Only a part of its time is known; the venue's takes its place. */
  isPartial: z.boolean().optional(),
});
export type CandleView = z.output<typeof candleView>;

/** A candle as the venue tells it: its delta is of the volume that takers bought. */
export const venueCandle = candleView.extend({
  /** What was traded in quote currency, Σ price × size; where sizes are contracts, in base currency. */
  quoteVolume: decimal,
});
export type VenueCandle = z.output<typeof venueCandle>;

export const zoneView = z.object({
  id: z.string(),
  kind: z.string(),
  side: z.enum(['support', 'resistance']),
  low: decimal,
  high: decimal,
  touches: z.int(),
  sinceMs: atMs,
  lastMs: atMs,
  sources: z.array(z.string()),
});
export type ZoneView = z.output<typeof zoneView>;

export const profileView = z.object({
  /** The first moment counted in it; null where nothing was traded. Of a session midnight UTC where all of it is known. */
  fromMs: atMs.nullable(),
  binSize: decimal,
  poc: decimal.nullable(),
  valueAreaHigh: decimal.nullable(),
  valueAreaLow: decimal.nullable(),
  /** Lower edge of the row, sold, bought; lowest first. */
  rows: z.array(z.tuple([decimal, decimal, decimal])),
});
export type ProfileView = z.output<typeof profileView>;

/** The present figures of an instrument, once a second. */
export const flowStats = z.object({
  instrument: z.string(),
  atMs,
  price: decimal.nullable(),
  /** Since when `changePercent`, `volume`, `delta` and `vwap` count: midnight UTC where the day is known; null before a trade. */
  sessionFromMs: atMs.nullable(),
  /** Minutes since then of which something is missing as yet. */
  sessionMissing: z.int(),
  /** Against the first price of the session. */
  changePercent: z.number().nullable(),
  volume: decimal,
  delta: decimal,
  cvd: decimal,
  spread: decimal.nullable(),
  /** −1 all asks, +1 all bids, of the ten levels nearest to the touch. */
  imbalance: z.number().nullable(),
  ofi: decimal,
  vwap: z.number().nullable(),
  /** Standard deviation around it, in quote currency. */
  vwapDeviation: z.number().nullable(),
  atr: z.number().nullable(),
  /** Mean of the last minute; null in the first second. */
  volumePerSecond: decimal.nullable(),
  /** Share of the second's volume whose aggressor bought, over the last minute. */
  buyShare: z.number().nullable(),
  signals: z.int(),
  anomalies: z.int(),
});
export type FlowStats = z.output<typeof flowStats>;

/** A column of the depth heat-map: sizes at consecutive price rows, a byte each, log-quantised. */
export const heatColumn = z.object({
  atMs,
  /** Lower edge of the first row, and height of a row. */
  from: decimal,
  rowSize: decimal,
  /** Base64; 0 is nothing, 255 the largest. */
  cells: z.string(),
});
export type HeatColumn = z.output<typeof heatColumn>;

/** A detector or anomaly with its settings, and how often it fired since the start. */
export const detectorState = z.object({
  name: z.string(),
  kind: z.enum(['detector', 'anomaly']),
  summary: z.string(),
  settings: z.record(z.string(), z.json()),
  fired: z.int(),
  lastMs: atMs.nullable(),
});
