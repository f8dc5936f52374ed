// Alerts as they are raised, read and cleared: each change tells the whole alert.
import type { SystemAlert } from '../../../../api/alerts.ts';
import { Topic } from '../topic.ts';

export type AlertsTopic = {
  readonly topic: Topic;
  /** What there was before the start, in any order; before this nobody is told anything. */
  begin(alerts: readonly SystemAlert[]): void;
  publish(alert: SystemAlert): void;
};

/** As many are sent to a newcomer; older ones are asked for with `GET /api/alerts`. */
const MAX_RECENT = 200;

export function createAlertsTopic(epoch: string): AlertsTopic {
  let recent: Map<string, SystemAlert> | undefined;
  const topic = new Topic({
    name: 'alerts',
    epoch,
    snapshot: () => recent && [...recent.values()].sort((a, b) => b.seq - a.seq),
  });

  const keep = (alert: SystemAlert) => {
    recent ??= new Map();
    recent.set(alert.id, alert);
    if (recent.size <= MAX_RECENT) return;
    const [oldest] = [...recent.values()].sort((a, b) => a.seq - b.seq);
    if (oldest) recent.delete(oldest.id);
  };

  return {
    topic,
    begin(alerts) {
      recent ??= new Map();
      // What was published meanwhile is newer than what was read.
      for (const alert of alerts) if (!recent.has(alert.id)) keep(alert);
      topic.wake();
    },
    publish(alert) {
      keep(alert);
      topic.publish(alert);
    },
  };
}
