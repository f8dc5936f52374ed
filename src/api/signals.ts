// Signals, what became of them, anomalies and how good each detector is.
import { z } from 'zod';
import { detectorState } from '../domain/order-flow/market-words.ts';
import {
  anomalyEvent,
  anomalySeverity,
  signal,
  signalOutcome,
  signalSide,
} from '../domain/order-flow/signal.ts';
import { defineRoute } from './route.ts';

const ofMarket = { area: 'market', access: 'viewer' } as const;
const timeMs = z.coerce.number().min(0);

export const signalRow = z.object({ ...signal.shape, outcome: signalOutcome.nullable() });
export type SignalRow = z.output<typeof signalRow>;

export const signalFilter = z.strictObject({
  instrument: z.string().max(60).optional(),
  type: z.string().max(40).optional(),
  side: signalSide.optional(),
  minConfidence: z.coerce.number().min(0).max(1).optional(),
});
export type SignalFilter = z.output<typeof signalFilter>;

/** `beforeId` tells among those of one moment which the last page ended with. */
const page = {
  beforeMs: timeMs.optional(),
  beforeId: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
};

export const signals = defineRoute({
  ...ofMarket,
  method: 'GET',
  path: '/api/market/signals',
  summary: 'List signals with what became of them, newest first',
  query: signalFilter.extend({ ...page, sinceMs: timeMs.optional() }),
  reply: z.array(signalRow),
});

export const signalsAsCsv = defineRoute({
  ...ofMarket,
  method: 'GET',
  path: '/api/market/signals.csv',
  summary: 'Give signals with what became of them as CSV (RFC 4180), newest first',
  query: signalFilter.extend({ sinceMs: timeMs.optional(), beforeMs: timeMs.optional() }),
  reply: z.string(),
  replyType: 'text/csv; charset=utf-8',
});

export const anomalyFilter = z.strictObject({
  instrument: z.string().max(60).optional(),
  type: z.string().max(40).optional(),
  severity: anomalySeverity.optional(),
});

export const anomalies = defineRoute({
  ...ofMarket,
  method: 'GET',
  path: '/api/market/anomalies',
  summary: 'List anomalies, newest first',
  query: anomalyFilter.extend({ ...page, sinceMs: timeMs.optional() }),
  reply: z.array(anomalyEvent),
});

/** Of signals whose horizon has passed. Below 100 of them the shares are null: not enough. */
export const outcomeStatistics = z.object({
  /** What it is about: a type, an instrument, a step of confidence. */
  key: z.string(),
  count: z.int(),
  hitRate: z.number().nullable(),
  /** 95 % (Wilson). */
  hitRateLow: z.number().nullable(),
  hitRateHigh: z.number().nullable(),
  meanReturnBps: z.number().nullable(),
  meanDrawdownBps: z.number().nullable(),
  targets: z.int(),
  stops: z.int(),
});
export type OutcomeStatistics = z.output<typeof outcomeStatistics>;

export const signalStatistics = defineRoute({
  ...ofMarket,
  method: 'GET',
  path: '/api/market/signals/statistics',
  summary: 'Tell how often signals were right, by type, instrument and confidence',
  query: z.strictObject({
    horizonMin: z.coerce
      .number()
      .refine((minutes) => [1, 5, 15, 60].includes(minutes))
      .default(5),
    sinceMs: timeMs.optional(),
  }),
  reply: z.object({
    byType: z.array(outcomeStatistics),
    byInstrument: z.array(outcomeStatistics),
    /** The reliability curve: by said confidence in tenths. */
    byConfidence: z.array(outcomeStatistics),
  }),
});

export const detectors = defineRoute({
  ...ofMarket,
  method: 'GET',
  path: '/api/market/detectors',
  summary: 'List detectors and anomalies with their settings and how often each fired since the start',
  reply: z.array(detectorState),
});
