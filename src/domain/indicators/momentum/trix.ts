import { z } from 'zod';
import { Ema } from '../blocks/ema.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, seeding } from '../indicator-settings.ts';

export const trix = defineIndicator({
  name: 'trix',
  summary: 'Percent by which an average, averaged three times, changes.',
  settings: z.strictObject({
    length: candles(15, 'Candles of each average.'),
    seed: seeding('early'),
    startsTogether: z.boolean().default(false).describe('The later averages begin with the first.'),
    shareOf: z.enum(['previous', 'newest']).default('previous').describe('What the change is a share of.'),
  }),
  inputs: 'close',
  outputs: ['trix', 'average'],
  create: ({ length, seed, startsTogether, shareOf }) => {
    const later = startsTogether ? 'early' : seed;
    const [one, two, three] = [new Ema(length, seed), new Ema(length, later), new Ema(length, later)];
    let previous = Number.NaN;
    let count = 0;
    return {
      push(close) {
        const average = three.push(two.push(one.push(close)));
        const trix = (100 * (average - previous)) / (shareOf === 'previous' ? previous : average);
        previous = average;
        const isWarm = ++count >= length && !Number.isNaN(trix);
        return isWarm ? { trix, average } : { trix: Number.NaN, average: Number.NaN };
      },
    };
  },
});
