import { z } from 'zod';
import { Mean } from '../blocks/mean.ts';
import { Ring } from '../blocks/ring.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

/** Looks at each candle of the window again, because the mean from which they deviate has moved. */
export const smaDeviation = defineIndicator({
  name: 'sma-deviation',
  summary: 'Simple moving average, and how far its candles are from it: absolutely, squared and as a share.',
  settings: z.strictObject({ length: candles(20, 'Candles that are averaged.') }),
  inputs: 'close',
  outputs: ['sma', 'meanAbsolute', 'meanSquare', 'meanShare'],
  create: ({ length }) => {
    const mean = new Mean(length);
    const window = new Ring(length);
    return {
      push(close) {
        const average = mean.push(close);
        window.push(close);
        let [absolute, squared, share] = [0, 0, 0];
        for (let back = 0; back < length && window.isFull; back++) {
          const apart = Math.abs(window.at(back) - average);
          absolute += apart;
          squared += apart * apart;
          share += apart / Math.abs(window.at(back));
        }
        if (!window.isFull) absolute = squared = share = Number.NaN;
        return {
          sma: average,
          meanAbsolute: absolute / length,
          meanSquare: squared / length,
          meanShare: share / length,
        };
      },
    };
  },
});
