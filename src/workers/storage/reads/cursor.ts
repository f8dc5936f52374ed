import { z } from 'zod';
import { positionOf } from '../repositories/cursors.ts';
import { defineRead } from '../unit.ts';

/** Where a cursor stands; null before its first step. */
export const cursor = defineRead({
  input: z.object({ name: z.string() }),
  output: z.string().nullable(),
  isQuick: true,
  run: async (db, { name }) => (await positionOf(db, name)) ?? null,
});
