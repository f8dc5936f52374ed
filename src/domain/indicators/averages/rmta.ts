// Meyers, The Japanese Yen, Recursed (1998).
import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { candles, factor } from '../indicator-settings.ts';

export const rmta = defineIndicator({
  name: 'rmta',
  summary: 'Recursive moving trend average, which adds to an average the trend that it leaves behind.',
  settings: z.strictObject({
    length: candles(21, 'Candles before it is shown.'),
    keep: factor(0.90909, 'Share of the previous value that stays.', { min: 0, max: 1 }),
  }),
  inputs: 'close',
  outputs: ['rmta'],
  create: ({ length, keep }) => {
    let [count, base, value] = [0, 0, 0];
    return {
      push(close) {
        if (count++ === 0) base = value = close;
        const next = close + keep * base;
        value = keep * value + (1 - keep) * (close + next - (count === 1 ? 0 : base));
        base = next;
        return count < length ? Number.NaN : value;
      },
    };
  },
});
