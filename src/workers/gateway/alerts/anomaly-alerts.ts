// Critical anomalies of the market as alerts: one for each type and instrument. Of the feed they are over when it is live again, others
// when it has been quiet.
import type { Clock } from '../../../core/clock.ts';
import type { InstrumentState } from '../../../domain/order-flow/market-words.ts';
import type { AnomalyEvent } from '../../../domain/order-flow/signal.ts';
import { isReplayed } from '../market/tell-market.ts';
import type { Alerts } from './keep-alerts.ts';
import { MINUTE_MS, SECOND_MS } from './rule.ts';

export type AnomalyAlerts = {
  anomalyFound(anomaly: AnomalyEvent): void;
  /** Called from time to time; ends those of the market. */
  endOld(): void;
  /** The same for those of the feed: they last as long as their instrument is not live, however long nothing new is told of it. */
  endFeeds(): Promise<void>;
};

const KIND = 'market-anomaly';
const QUIET_MS = 10 * MINUTE_MS;
/** So long a feed must be live again. */
const LIVE_MS = 10 * SECOND_MS;
/** Types that tell of the feed. */
const feedTypes: ReadonlySet<string> = new Set(['feed-silent', 'data-gap']);

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
  readonly instruments: () => Promise<readonly Pick<InstrumentState, 'id' | 'state'>[]>;
}): AnomalyAlerts {
  const { clock, alerts, instruments } = options;
  /** By subject; those of an earlier life are seen when they are first looked at. */
  const seenMs = new Map<string, number>();
  const liveMs = new Map<string, number>();
  const subjectsOf = (isFeed: boolean) =>
    alerts.subjectsOf(KIND).filter((subject) => isFeed === feedTypes.has(subject.split(' ')[1] ?? ''));
  return {
    anomalyFound(anomaly) {
      const { severity, instrument, type, says, advice } = anomaly;
      if (severity !== 'critical' || isReplayed(anomaly)) return;
      const subject = `${instrument} ${type}`;
      seenMs.set(subject, clock.monotonicMs());
      liveMs.delete(subject);
      const title = `Critical anomaly in ${instrument}: ${type}`;
      alerts.tell({ kind: KIND, subject, severity, title, says: `${says} ${advices[advice]}` });
    },
    endOld() {
      const open = new Set(subjectsOf(false));
      for (const subject of seenMs.keys()) if (!open.has(subject)) seenMs.delete(subject);
      for (const subject of open) {
        const sinceMs = seenMs.get(subject) ?? clock.monotonicMs();
        seenMs.set(subject, sinceMs);
        if (clock.monotonicMs() - sinceMs >= QUIET_MS)
          alerts.end(KIND, subject, `Nothing like it came for ten minutes: ${subject}.`);
      }
    },
    async endFeeds() {
      if (subjectsOf(true).length === 0) return;
      const states = new Map((await instruments()).map(({ id, state }) => [id, state]));
      const nowMs = clock.monotonicMs();
      for (const subject of subjectsOf(true)) {
        const id = subject.split(' ')[0] ?? '';
        // what is not followed any more cannot be silent
        const isLive = (states.get(id) ?? 'live') === 'live';
        if (!isLive) liveMs.delete(subject);
        else if (!liveMs.has(subject)) liveMs.set(subject, nowMs);
        else if (nowMs - liveMs.get(subject)! >= LIVE_MS) {
          liveMs.delete(subject);
          alerts.end(KIND, subject, `Data of ${id} comes again.`);
        }
      }
    },
  };
}
