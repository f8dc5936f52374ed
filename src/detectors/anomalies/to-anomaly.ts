import { type AnomalyName, advice, type Recommendation, type SeverityOf } from './advice.ts';
import type { Anomaly } from './anomaly.ts';

/** With the advice that stands in the table. */
export function toAnomaly<N extends AnomalyName>(
  name: N,
  severity: SeverityOf<N>,
  facts: Pick<Anomaly, 'side' | 'eventMs' | 'price' | 'figures'>,
): Anomaly {
  const recommendation = advice[name][severity] as Recommendation;
  return { severity, advice: recommendation.advice, ...facts };
}
