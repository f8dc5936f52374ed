import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';

export const crossing = defineIndicator({
  name: 'crossing',
  summary: 'Whether the first value has just crossed the second: above or below is 1 where it did, else 0.',
  settings: z.strictObject({}),
  inputs: 'pair',
  outputs: ['above', 'below', 'either'],
  create: () => {
    let before = Number.NaN;
    return {
      push({ first, second }) {
        const apart = first - second;
        const isKnown = !Number.isNaN(before);
        const above = Number(isKnown && apart > 0 && before <= 0);
        const below = Number(isKnown && apart < 0 && before >= 0);
        before = apart;
        return { above, below, either: above + below };
      },
    };
  },
});
