// A unit for tests: it stores a name once and owes a message, and goes wrong on demand at a place of the test's choice.
import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import { defineUnit } from '../unit.ts';

export const endings = ['done', 'refuses', 'refuses late', 'fails', 'conflicts'] as const;
export type Ending = (typeof endings)[number];

export const put = defineUnit({
  input: z.object({ name: z.string(), ending: z.enum(endings) }),
  output: z.string(),
  idempotent: false,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { name, ending }) {
    const refusal = new AppError('CURSOR_MOVED');
    if (ending === 'refuses') throw refusal;
    const row = { name, position: tx.correlationId, updated_at: tx.nowMs };
    await tx.db.insertInto('cursors').values(row).execute();
    await tx.send({ topic: `about ${ending}`, key: name, payload: null });
    if (ending === 'refuses late') throw refusal;
    if (ending === 'fails') throw new Error('It fails.');
    if (ending === 'conflicts') await tx.insert('cursors', [row]);
    return name;
  },
});
