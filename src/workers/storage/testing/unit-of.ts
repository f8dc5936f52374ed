import { z } from 'zod';
import { defineUnit, type Tx, type UnitDefinition } from '../unit.ts';

/** A unit of a test's own, without input and output. */
export function unitOf(run: (tx: Tx) => Promise<void>): UnitDefinition<z.ZodUndefined, z.ZodUndefined> {
  return defineUnit({ input: z.undefined(), idempotent: false, lasts: true, whenAway: 'refuse', run });
}
