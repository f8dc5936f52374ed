import { z } from 'zod';
import { Highest, Lowest } from '../blocks/extreme.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';
import { toPlace } from './stochastic.ts';

export const williamsR = defineIndicator({
  name: 'williams-r',
  summary: 'Williams %R: place of the close in the range of the last candles, from -100 to 0.',
  settings: z.strictObject({ length: candles(14, 'Candles of the range.') }),
  inputs: 'candle',
  outputs: ['r'],
  create: ({ length }) => {
    const [highest, lowest] = [new Highest(length), new Lowest(length)];
    return { push: ({ high, low, close }) => toPlace(close, lowest.push(low), highest.push(high)) - 100 };
  },
});
