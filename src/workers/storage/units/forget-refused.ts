import { z } from 'zod';
import { defineUnit } from '../unit.ts';

/** Forgets journaled writes that the database refused: a person has seen to what they meant. Answers how many were there. */
export const forgetRefused = defineUnit({
  input: z.object({
    writes: z
      .array(z.object({ writer: z.string(), number: z.int().min(1) }))
      .min(1)
      .max(1000),
  }),
  output: z.int(),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run({ db }, { writes }) {
    let forgotten = 0;
    for (const { writer, number } of writes) {
      const { numDeletedRows } = await db
        .deleteFrom('journal_refused')
        .where('writer', '=', writer)
        .where('number', '=', number)
        .executeTakeFirstOrThrow();
      forgotten += Number(numDeletedRows);
    }
    return forgotten;
  },
});
