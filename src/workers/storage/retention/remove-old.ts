import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import { defineUnit } from '../unit.ts';
import { policies } from './policies.ts';

/** Removes some rows that are older than they are kept. Storage gives itself this order. */
export const removeOld = defineUnit({
  input: z.object({ policy: z.string(), beforeMs: z.int(), max: z.int() }),
  output: z.int(),
  idempotent: true,
  lasts: false,
  whenAway: 'refuse',
  run(tx, { policy: name, beforeMs, max }) {
    const policy = policies.find((known) => known.name === name);
    if (!policy) throw new AppError('BUG', `There is no retention policy ${name}.`);
    return policy.remove(tx, beforeMs, max);
  },
});
