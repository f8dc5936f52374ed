import { z } from 'zod';
import { Highest, Lowest } from '../blocks/extreme.ts';
import { Mean } from '../blocks/mean.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';
import { RelativeStrength } from './rsi.ts';
import { toPlace } from './stochastic.ts';

export const stochasticRsi = defineIndicator({
  name: 'stochastic-rsi',
  summary: 'Place of the relative strength index in its own range, from 0 to 100.',
  settings: z.strictObject({
    strength: candles(14, 'Changes that the strength averages.'),
    length: candles(14, 'Strengths of the range.'),
    smoothing: candles(1, 'Candles over which the place is averaged.'),
    signal: candles(3, 'Candles over which the signal averages it.'),
  }),
  inputs: 'close',
  outputs: ['k', 'd'],
  create: ({ strength: changes, length, smoothing, signal }) => {
    const strength = new RelativeStrength(changes);
    const [highest, lowest] = [new Highest(length), new Lowest(length)];
    const [smooth, average] = [new Mean(smoothing), new Mean(signal)];
    return {
      push(close) {
        const value = strength.push(close);
        const k = smooth.push(toPlace(value, lowest.push(value), highest.push(value)));
        return { k, d: average.push(k) };
      },
    };
  },
});
