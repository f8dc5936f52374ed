import { z } from 'zod';
import { Mean } from '../blocks/mean.ts';
import { Ring } from '../blocks/ring.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const dpo = defineIndicator({
  name: 'dpo',
  summary: 'Detrended price: the close of half a window ago less the average of the window.',
  settings: z.strictObject({ length: candles(20, 'Candles that are averaged.', 2) }),
  inputs: 'close',
  outputs: ['dpo'],
  create: ({ length }) => {
    const mean = new Mean(length);
    const back = Math.floor(length / 2) + 1;
    const window = new Ring(back + 1);
    return {
      push(close) {
        const average = mean.push(close);
        window.push(close);
        return window.isFull ? window.at(back) - average : Number.NaN;
      },
    };
  },
});
