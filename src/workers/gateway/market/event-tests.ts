// Whether a signal or an anomaly is one of those asked for.
import type { z } from 'zod';
import type { anomalyFilter, SignalFilter } from '../../../api/signals.ts';
import type { AnomalyEvent, Signal } from '../../../domain/order-flow/signal.ts';

export function fitsSignal(filter: SignalFilter, { instrument, type, side, confidence }: Signal): boolean {
  if (filter.instrument !== undefined && filter.instrument !== instrument) return false;
  if (filter.type !== undefined && filter.type !== type) return false;
  if (filter.side !== undefined && filter.side !== side) return false;
  return filter.minConfidence === undefined || confidence >= filter.minConfidence;
}

export function fitsAnomaly(
  filter: z.output<typeof anomalyFilter>,
  { instrument, type, severity }: AnomalyEvent,
): boolean {
  if (filter.instrument !== undefined && filter.instrument !== instrument) return false;
  if (filter.type !== undefined && filter.type !== type) return false;
  return filter.severity === undefined || filter.severity === severity;
}
