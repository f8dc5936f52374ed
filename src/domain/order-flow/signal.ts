// A signal: what the flow says, how sure that is, where it is proven wrong, and what it was made of.
import { z } from 'zod';

/** Exact decimal text, in the digits of a tick. */
const price = z.string();
/** Milliseconds since the epoch, by the venue's clock. */
const atMs = z.number();
export const signalSide = z.enum(['buy', 'sell']);

/** A detection that speaks for a signal or against it. */
export const evidence = z.object({
  type: z.string(),
  variant: z.string().nullable(),
  side: z.enum(['buy', 'sell', 'none']),
  eventMs: atMs,
  price,
  strength: z.number(),
});
export type Evidence = z.output<typeof evidence>;

export const signal = z.object({
  /** The same in every replay of the same feed. */
  id: z.string(),
  /** As in `usdm:BTCUSDT`. */
  instrument: z.string(),
  /** The detector that led to it. */
  type: z.string(),
  variant: z.string().nullable(),
  side: signalSide,
  eventMs: atMs,
  price,
  /** 0 to 1: how often signals like it were right, once enough are known; before that the strength of what was seen. */
  confidence: z.number(),
  isCalibrated: z.boolean(),
  priority: z.enum(['low', 'normal', 'high']),
  stop: price,
  targets: z.array(price),
  /** Beyond it the pattern is proven wrong. */
  invalidation: price,
  /** Other detections of the correlation window that say the same, and those that contradict. */
  confirmations: z.array(evidence),
  conflicts: z.array(evidence),
  /** One sentence for people. */
  says: z.string(),
  /** What the detector saw, by name with unit. */
  figures: z.record(z.string(), z.union([z.number(), z.string()])),
  /** First and last trade it is made of, where it is made of trades. */
  trades: z.object({ from: z.number(), to: z.number() }).nullable(),
  correlationId: z.string(),
});
export type Signal = z.output<typeof signal>;

export const horizonsMin = [1, 5, 15, 60] as const;

/** What became of a signal. Returns are in basis points, positive where the signal was right. */
export const signalOutcome = z.object({
  signalId: z.string(),
  /** After 1, 5, 15 and 60 minutes; null until then, and where the feed had a hole. */
  returnsBps: z.array(z.number().nullable()),
  /** Worst and best on the way so far. */
  drawdownBps: z.number(),
  bestBps: z.number(),
  /** What was reached first; `expired` when neither was within the longest horizon, `cut` where the feed had a hole. */
  end: z.enum(['open', 'target', 'stop', 'expired', 'cut']),
  endMs: atMs.nullable(),
  endBps: z.number().nullable(),
});
export type SignalOutcome = z.output<typeof signalOutcome>;

export const anomalySeverity = z.enum(['low', 'medium', 'high', 'critical']);
export const anomalyAdvice = z.enum(['close', 'pause', 'reduce', 'watch', 'carry-on']);

export const anomalyEvent = z.object({
  id: z.string(),
  instrument: z.string(),
  type: z.string(),
  severity: anomalySeverity,
  advice: anomalyAdvice,
  side: z.enum(['buy', 'sell', 'none']),
  eventMs: atMs,
  price: price.nullable(),
  says: z.string(),
  figures: z.record(z.string(), z.union([z.number(), z.string()])),
});
export type AnomalyEvent = z.output<typeof anomalyEvent>;
