import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import { positionOf, setPosition } from '../repositories/cursors.ts';
import { defineUnit } from '../unit.ts';

/** Moves a cursor from where the caller saw it; refuses when somebody else has moved it since. */
export const advanceCursor = defineUnit({
  input: z.object({
    name: z.string().min(1).max(200),
    from: z.string().max(500).nullable(),
    to: z.string().max(500),
  }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { name, from, to }) {
    const at = (await positionOf(tx.db, name)) ?? null;
    if (at === to) return;
    if (at !== from) throw new AppError('CURSOR_MOVED', undefined, { details: { name, at, from } });
    await setPosition(tx, name, to);
  },
});
