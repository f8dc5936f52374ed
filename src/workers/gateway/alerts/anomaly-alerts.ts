// Critical anomalies of the market as alerts: one for each type and instrument, over when it has been quiet.
import type { Clock } from '../../../core/clock.ts';
import type { AnomalyEvent } from '../../../domain/order-flow/signal.ts';
import { isReplayed } from '../market/tell-market.ts';
import type { Alerts } from './keep-alerts.ts';
import { MINUTE_MS } from './rule.ts';

export type AnomalyAlerts = {
  anomalyFound(anomaly: AnomalyEvent): void;
  /** Called from time to time. */
  endOld(): void;
};

const KIND = 'market-anomaly';
const QUIET_MS = 10 * MINUTE_MS;

const advices: Readonly<Record<AnomalyEvent['advice'], string>> = {
  close: 'Close what is open there.',
  pause: 'Take no new position there for now.',
  reduce: 'Take smaller positions there for now.',
  watch: 'Watch it.',
  'carry-on': 'Nothing needs to be done.',
};

export function createAnomalyAlerts(options: {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly alerts: Pick<Alerts, 'tell' | 'end' | 'subjectsOf'>;
}): AnomalyAlerts {
  const { clock, alerts } = options;
  /** By subject; those of an earlier life are seen when they are first looked at. */
  const seenMs = new Map<string, number>();
  return {
    anomalyFound(anomaly) {
      const { severity, instrument, type, says, advice } = anomaly;
      if (severity !== 'critical' || isReplayed(anomaly)) return;
      const subject = `${instrument} ${type}`;
      seenMs.set(subject, clock.monotonicMs());
      const title = `Critical anomaly in ${instrument}: ${type}`;
      alerts.tell({ kind: KIND, subject, severity, title, says: `${says} ${advices[advice]}` });
    },
    endOld() {
      const open = new Set(alerts.subjectsOf(KIND));
      for (const subject of seenMs.keys()) if (!open.has(subject)) seenMs.delete(subject);
      for (const subject of open) {
        const sinceMs = seenMs.get(subject) ?? clock.monotonicMs();
        seenMs.set(subject, sinceMs);
        if (clock.monotonicMs() - sinceMs >= QUIET_MS)
          alerts.end(KIND, subject, `Nothing like it came for ten minutes: ${subject}.`);
      }
    },
  };
}
