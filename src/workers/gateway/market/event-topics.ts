// Signals and anomalies as they are found, and the figures of all instruments.
import type { z } from 'zod';
import type { anomalyFilter, SignalFilter, SignalRow } from '../../../api/signals.ts';
import type { FlowStats } from '../../../domain/order-flow/market-words.ts';
import type { AnomalyEvent, Signal, SignalOutcome } from '../../../domain/order-flow/signal.ts';
import { Topic } from '../live/topic.ts';
import { fitsAnomaly, fitsSignal } from './event-tests.ts';
import { RecentEvents } from './recent-events.ts';

export type EventTopics = {
  readonly topics: readonly Topic[];
  /** What was stored before, newest first; before this nobody is told anything. */
  beginSignals(rows: readonly SignalRow[]): void;
  beginAnomalies(rows: readonly AnomalyEvent[]): void;
  signal(signal: Signal): void;
  /** Nothing where the signal is too old to be shown. */
  outcome(outcome: SignalOutcome): void;
  anomaly(anomaly: AnomalyEvent): void;
  stats(stats: readonly FlowStats[]): void;
};

const KEPT = 1000;
const FIRST = 100;

export function createEventTopics(epoch: string): EventTopics {
  const signals = new RecentEvents<SignalRow>(KEPT);
  const anomalies = new RecentEvents<AnomalyEvent>(KEPT);
  let stats: readonly FlowStats[] | undefined;
  let hasSignals = false;
  let hasAnomalies = false;
  const toTest = (filter: unknown) => (row: SignalRow) => fitsSignal((filter ?? {}) as SignalFilter, row);
  const toAnomalyTest = (filter: unknown) => (row: AnomalyEvent) =>
    fitsAnomaly((filter ?? {}) as z.output<typeof anomalyFilter>, row);

  const signalTopic = new Topic({
    name: 'signals',
    epoch,
    snapshot: (filter) => (hasSignals ? signals.newest(FIRST, toTest(filter)) : undefined),
    narrow: (row, filter) => (toTest(filter)(row as SignalRow) ? row : undefined),
  });
  const anomalyTopic = new Topic({
    name: 'anomalies',
    epoch,
    snapshot: (filter) => (hasAnomalies ? anomalies.newest(FIRST, toAnomalyTest(filter)) : undefined),
    narrow: (row, filter) => (toAnomalyTest(filter)(row as AnomalyEvent) ? row : undefined),
  });
  const statsTopic = new Topic({ name: 'stats', epoch, snapshot: () => stats });

  const tell = (row: SignalRow): void => {
    signals.put(row);
    signalTopic.publish(row);
  };

  return {
    topics: [signalTopic, anomalyTopic, statsTopic],
    beginSignals(rows) {
      hasSignals = true;
      signals.begin(rows);
      signalTopic.wake();
    },
    beginAnomalies(rows) {
      hasAnomalies = true;
      anomalies.begin(rows);
      anomalyTopic.wake();
    },
    signal: (signal) => tell({ ...signal, outcome: signals.get(signal.id)?.outcome ?? null }),
    outcome(outcome) {
      const row = signals.get(outcome.signalId);
      if (row) tell({ ...row, outcome });
    },
    anomaly(anomaly) {
      anomalies.put(anomaly);
      anomalyTopic.publish(anomaly);
    },
    stats(given) {
      stats = given;
      // Nobody follows it: nothing is made into text.
      if (statsTopic.isFollowed) statsTopic.publish(given);
      else statsTopic.wake();
    },
  };
}
