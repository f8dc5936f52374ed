import { z } from 'zod';
import { Highest, Lowest } from '../blocks/extreme.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const extremes = defineIndicator({
  name: 'extremes',
  summary: 'Highest and lowest of the last closes.',
  settings: z.strictObject({ length: candles(20, 'Candles that count.') }),
  inputs: 'close',
  outputs: ['highest', 'lowest'],
  create: ({ length }) => {
    const [highest, lowest] = [new Highest(length), new Lowest(length)];
    return { push: (close) => ({ highest: highest.push(close), lowest: lowest.push(close) }) };
  },
});
