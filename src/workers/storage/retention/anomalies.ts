import type { RetentionPolicy } from './policy.ts';
import { removeEvents } from './remove-events.ts';

export const anomalies: RetentionPolicy = {
  name: 'anomalies',
  table: 'anomalies',
  remove: async ({ db }, beforeMs, max) => (await removeEvents(db, 'anomalies', beforeMs, max)).length,
};
