import { z } from 'zod';
import { Mean } from '../blocks/mean.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const volumeOscillator = defineIndicator({
  name: 'volume-oscillator',
  summary: 'Fast simple average of volumes less a slow one, in percent of it.',
  settings: z.strictObject({
    fast: candles(14, 'Candles of the fast average.'),
    slow: candles(28, 'Candles of the slow average.'),
  }),
  inputs: 'candle',
  outputs: ['vosc'],
  create: ({ fast, slow }) => {
    const [quick, calm] = [new Mean(fast), new Mean(slow)];
    return {
      push({ volume }) {
        const average = calm.push(volume);
        return (100 * (quick.push(volume) - average)) / average;
      },
    };
  },
});
