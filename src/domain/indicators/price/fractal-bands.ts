import { z } from 'zod';
import { Ring } from '../blocks/ring.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';
import { isPeak } from './pivots.ts';

export const fractalBands = defineIndicator({
  name: 'fractal-bands',
  summary: 'Chaos bands: the last high and the last low that stood out among their neighbours.',
  settings: z.strictObject({ span: candles(2, 'Candles on each side from which a high or low stands out.') }),
  inputs: 'candle',
  outputs: ['upper', 'lower'],
  create: ({ span }) => {
    const [highs, depths] = [new Ring(2 * span + 1), new Ring(2 * span + 1)];
    let [upper, lower] = [Number.NaN, Number.NaN];
    return {
      push(bar) {
        highs.push(bar.high);
        depths.push(-bar.low);
        if (highs.isFull && isPeak(highs, span)) upper = highs.at(span);
        if (depths.isFull && isPeak(depths, span)) lower = -depths.at(span);
        return { upper, lower };
      },
    };
  },
});
