import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { audit } from '../repositories/audit.ts';
import { MAX_MUTES, refuseBeyond } from '../repositories/limits.ts';
import { defineUnit } from '../unit.ts';
import { label, timeMs } from './account-words.ts';

/** Keeps silent about one kind of alert until a moment; null ends that. */
export const muteAlerts = defineUnit({
  input: z.object({ by, kind: label, untilMs: timeMs.nullable() }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, kind, untilMs }) {
    const { db, nowMs } = tx;
    const present = await db
      .selectFrom('alert_mutes')
      .select('until_at')
      .where('kind', '=', kind)
      .executeTakeFirst();
    if ((present?.until_at ?? null) === untilMs) return;
    if (!present) {
      await db.deleteFrom('alert_mutes').where('until_at', '<=', nowMs).execute();
      await refuseBeyond(db, 'alert_mutes', MAX_MUTES);
    }
    await db.deleteFrom('alert_mutes').where('kind', '=', kind).execute();
    if (untilMs !== null) await tx.insert('alert_mutes', [{ kind, until_at: untilMs }]);
    await audit(tx, by, { action: 'muteAlerts', target: `alerts:${kind}`, details: { untilMs } });
  },
});
