// What an anomaly is: something about a market or its feed that a trader should be careful about, with what to do.
import type { z } from 'zod';
import type { FeedRecord } from '../../domain/market/feed-record.ts';
import type { FlowView, Print } from '../../domain/order-flow/flow-view.ts';
import type { Side } from '../detector.ts';

export type Severity = 'low' | 'medium' | 'high' | 'critical';
/** What is recommended, most drastic first. */
export type Advice = 'close' | 'pause' | 'reduce' | 'watch' | 'carry-on';

export type Anomaly = {
  readonly severity: Severity;
  readonly advice: Advice;
  readonly side: Side;
  readonly eventMs: number;
  /** Ticks; NaN where it is about no price. */
  readonly price: number;
  readonly figures: Readonly<Record<string, number | string>>;
};
export type FoundAnomaly = Anomaly | undefined;

export type AnomalyRun = {
  readonly onTrade?: (print: Print, view: FlowView) => FoundAnomaly;
  readonly onDepth?: (view: FlowView) => FoundAnomaly;
  readonly onSecond?: (view: FlowView) => FoundAnomaly;
  /** Records that are neither trade nor depth: gaps, silence, the clock, liquidations. */
  readonly onFeed?: (record: Readonly<FeedRecord>, view: FlowView) => FoundAnomaly;
};

export type AnomalyDetector<S extends z.ZodObject = z.ZodObject> = {
  readonly name: string;
  readonly summary: string;
  /** What it must have seen before it says anything; half a sentence for traders. */
  readonly warmUp: string;
  readonly settings: S;
  create(settings: z.output<S>): AnomalyRun;
};

export function defineAnomaly<S extends z.ZodObject>(anomaly: AnomalyDetector<S>): AnomalyDetector<S> {
  return anomaly;
}
