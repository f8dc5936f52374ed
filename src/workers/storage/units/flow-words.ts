// Schemas of what order flow leaves behind, as far as storage is stricter about them than whoever makes them.
import { z } from 'zod';
import { candleView, footprintView } from '../../../domain/order-flow/market-words.ts';
import { anomalyEvent, signal, signalOutcome } from '../../../domain/order-flow/signal.ts';
import { timeMs } from './account-words.ts';
import { text } from './words.ts';

const id = text.min(1).max(200);
export const instrumentId = text.min(1).max(60);
const type = text.min(1).max(60);
/** Exact. */
const decimal = z.string().regex(/^-?\d{1,40}(\.\d{1,40})?$/);
const decimals = { open: decimal, high: decimal, low: decimal, close: decimal };
const MAX_ROWS = 10_000;

export const storedSignal = signal.extend({ id, instrument: instrumentId, type });
export const storedOutcome = signalOutcome.extend({
  signalId: id,
  returnsBps: z.array(z.number().nullable()).max(4),
});
export const storedAnomaly = anomalyEvent.extend({ id, instrument: instrumentId, type });

/** Closed ones only. */
export const storedBar = z.object({
  instrument: instrumentId,
  bar: footprintView.extend({
    openMs: timeMs,
    isClosed: z.literal(true),
    rows: z.array(z.tuple([decimal, decimal, decimal])).max(MAX_ROWS),
  }),
});
export const intervalMs = z
  .int()
  .min(1000)
  .max(7 * 86_400_000);
export const storedCandle = z.object({
  instrument: instrumentId,
  intervalMs,
  candle: candleView.extend({
    ...decimals,
    openMs: timeMs,
    volume: decimal,
    delta: decimal.nullable(),
    isClosed: z.literal(true),
  }),
});

/** A page goes back in time from here, this moment left out. */
export const page = {
  sinceMs: z.number().optional(),
  beforeMs: z.number().optional(),
  limit: z.int().min(1).max(1000).default(100),
};
/** With it the page goes on behind the row of that id at `beforeMs`, so that rows of one moment are not lost between pages. */
export const beforeId = z.string().max(200).optional();
