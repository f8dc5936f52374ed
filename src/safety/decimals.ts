import { z } from 'zod';
import { defineSafetyCheck, pass, refuse, unknown } from './safety-check.ts';

export const decimals = defineSafetyCheck({
  name: 'decimals',
  summary:
    'The token can be divided as tokens usually are, so that it is no single piece and no amount overflows.',
  points: 20,
  settings: z.strictObject({
    least: z.int().min(0).default(1).describe('Fewest decimals'),
    most: z.int().max(18).default(12).describe('Most decimals'),
  }),
  check({ decimals: places }, { least, most }) {
    if (places === null) return unknown('its decimals');
    return places < least || places > most
      ? refuse(`It has ${places} decimals, ${least} to ${most} are usual.`)
      : pass(`It has ${places} decimals.`);
  },
});
