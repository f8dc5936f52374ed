// Writes that only the axe makes, added to those of storage so that its real service does them.
import { z } from 'zod';
import { isFirstTime } from '../../../src/workers/storage/repositories/cursors.ts';
import { changeBalance } from '../../../src/workers/storage/repositories/funds.ts';
import { defineUnit } from '../../../src/workers/storage/unit.ts';
import { units } from '../../../src/workers/storage/units/index.ts';

export const TOPIC = 'booked';
export const CURSOR = `outbox:${TOPIC}`;
/** Rows of one write beside its entry; with fewer of them it would be a half. */
export const STEPS_OF_A_WRITE = 3;

const write = { idempotent: true, lasts: true, whenAway: 'refuse' } as const;

/** Rows in three tables and a message, or nothing. */
export const bookAndTell = defineUnit({
  ...write,
  input: z.object({ key: z.string() }),
  async run(tx, { key }) {
    const entryKey = `book-${key}`;
    const known = await tx.db
      .selectFrom('entries')
      .select('amount')
      .where('entry_key', '=', entryKey)
      .executeTakeFirst();
    // Told again by a repeated write, the message must not be owed again.
    await tx.send({ topic: TOPIC, key, payload: { key } });
    if (known) return;
    await changeBalance(tx, { key: entryKey, account: 'producer', asset: 'X', amount: '1', reason: '' });
    await tx.insert('traces', Array(STEPS_OF_A_WRITE).fill(toTrace(key, 'booked', tx.nowMs)));
  },
});

/** An effect that nothing but the cursor of its topic keeps from happening twice. */
export const countOnce = defineUnit({
  ...write,
  input: z.object({ seq: z.int(), key: z.string() }),
  async run(tx, { seq, key }) {
    if (await isFirstTime(tx, CURSOR, seq)) await tx.insert('traces', [toTrace(key, 'counted', tx.nowMs)]);
  },
});

/** Ends the thread of storage in the middle of a transaction. */
export const dieInside = defineUnit({
  ...write,
  idempotent: false,
  input: z.object({ key: z.string() }),
  async run(tx, { key }) {
    await tx.insert('traces', [toTrace(key, 'booked', tx.nowMs)]);
    process.exit(1);
  },
});

Object.assign(units, { bookAndTell, countOnce, dieInside });

function toTrace(id: string, step: string, at: number) {
  return { id, correlation_id: '', parent_id: '', worker: 'axe', step, at, details: '' };
}
