import { z } from 'zod';
import { Ema } from '../blocks/ema.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, seeding } from '../indicator-settings.ts';

export const tsi = defineIndicator({
  name: 'tsi',
  summary: 'True strength index: change, averaged twice, as a share of its size averaged twice; -100 to 100.',
  settings: z.strictObject({
    long: candles(25, 'Candles of the first average.'),
    short: candles(13, 'Candles of the second average.'),
    seed: seeding(),
  }),
  inputs: 'close',
  outputs: ['tsi'],
  create: ({ long, short, seed }) => {
    const [change, size] = [new Ema(long, seed), new Ema(long, seed)];
    const [smoothChange, smoothSize] = [new Ema(short, seed), new Ema(short, seed)];
    let previous = Number.NaN;
    return {
      push(close) {
        const moved = close - previous;
        previous = close;
        const sized = smoothSize.push(size.push(Math.abs(moved)));
        const directed = smoothChange.push(change.push(moved));
        return sized === 0 ? 0 : (100 * directed) / sized;
      },
    };
  },
});
