import { z } from 'zod';
import { Highest, Lowest } from '../blocks/extreme.ts';
import { Mean } from '../blocks/mean.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

/** Place of a value between the lowest and the highest, from 0 to 100; the middle where both are one. */
export function toPlace(value: number, lowest: number, highest: number): number {
  return highest === lowest ? 50 : (100 * (value - lowest)) / (highest - lowest);
}

export const stochastic = defineIndicator({
  name: 'stochastic',
  summary: 'Stochastic oscillator: place of the close in the range of the last candles, from 0 to 100.',
  settings: z.strictObject({
    length: candles(14, 'Candles of the range.'),
    smoothing: candles(3, 'Candles over which %K is averaged.'),
    signal: candles(3, 'Candles over which %D averages %K.'),
  }),
  inputs: 'candle',
  outputs: ['k', 'd'],
  create: ({ length, smoothing, signal }) => {
    const [highest, lowest] = [new Highest(length), new Lowest(length)];
    const [smooth, average] = [new Mean(smoothing), new Mean(signal)];
    return {
      push({ high, low, close }) {
        const k = smooth.push(toPlace(close, lowest.push(low), highest.push(high)));
        return { k, d: average.push(k) };
      },
    };
  },
});
