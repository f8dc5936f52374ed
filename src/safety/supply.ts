import { z } from 'zod';
import { toDecimal } from './figures.ts';
import { defineSafetyCheck, pass, refuse, unknown } from './safety-check.ts';

export const supply = defineSafetyCheck({
  name: 'supply',
  summary: 'There is some of the token.',
  points: 20,
  settings: z.strictObject({}),
  check({ supply: atoms, decimals }) {
    if (atoms === null) return unknown('how much of it there is');
    return atoms === 0n
      ? refuse('There is nothing of it.')
      : pass(`There are ${decimals === null ? `${atoms} base units` : toDecimal(atoms, decimals)} of it.`);
  },
});
