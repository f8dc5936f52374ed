import { z } from 'zod';
import { defineUnit } from '../unit.ts';

/** Changes a row for no other reason than to learn whether writing works again. */
export const probe = defineUnit({
  input: z.undefined(),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx) {
    const row = { name: 'probe', value: String(tx.nowMs) };
    await tx.db
      .insertInto('meta')
      .values(row)
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: row.value }))
      .execute();
  },
});
