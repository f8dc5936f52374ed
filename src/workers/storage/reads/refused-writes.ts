import { z } from 'zod';
import { withinBudget } from '../repositories/payload-budget.ts';
import { defineRead } from '../unit.ts';

/** Writes that were confirmed into the journal and refused by the database, oldest first: a person must decide. */
export const refusedWrites = defineRead({
  input: z.object({ max: z.int().min(1).max(100).default(100) }),
  output: z.array(
    z.object({
      /** The journal that kept it. */
      writer: z.string(),
      number: z.int(),
      unit: z.string(),
      /** JSON. */
      input: z.string(),
      correlationId: z.string(),
      acceptedAtMs: z.int(),
      reason: z.string(),
      refusedAtMs: z.int(),
    }),
  ),
  isQuick: true,
  async run(db, { max }) {
    const rows = await db
      .selectFrom('journal_refused')
      .selectAll()
      .orderBy('refused_at')
      .orderBy('writer')
      .orderBy('number')
      .limit(max)
      .execute();
    return withinBudget(rows.map((row) => ({ ...row, payload: row.input }))).map((row) => ({
      writer: row.writer,
      number: row.number,
      unit: row.unit,
      input: row.input,
      correlationId: row.correlation_id,
      acceptedAtMs: row.accepted_at,
      reason: row.reason,
      refusedAtMs: row.refused_at,
    }));
  },
});
