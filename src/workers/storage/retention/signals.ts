import type { RetentionPolicy } from './policy.ts';
import { removeEvents } from './remove-events.ts';

/** Signals by the time of their event, each with what became of it. */
export const signals: RetentionPolicy = {
  name: 'signals',
  table: 'signals',
  async remove({ db }, beforeMs, max) {
    const ids = await removeEvents(db, 'signals', beforeMs, max);
    if (ids.length > 0) await db.deleteFrom('signal_outcomes').where('signal_id', 'in', ids).execute();
    return ids.length;
  },
};
