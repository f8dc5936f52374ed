import { z } from 'zod';
import { defineSafetyCheck, pass, refuse, unknown, warn } from './safety-check.ts';

export const metadata = defineSafetyCheck({
  name: 'metadata',
  summary: 'The token has a name that nobody can change any more.',
  points: 20,
  settings: z.strictObject({
    refusesMutable: z
      .boolean()
      .default(false)
      .describe('Whether a name that can be changed is refused, not only warned of'),
  }),
  check({ metadata: named }, { refusesMutable }) {
    if (named === null) return unknown('its name');
    if (named.symbol.trim() === '' && named.name.trim() === '') return refuse('It has no name.');
    if (!named.isMutable) return pass('Its name cannot be changed.');
    const says = 'Its name and picture can be changed.';
    return refusesMutable ? refuse(says) : warn(says);
  },
});
