import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';

export const obv = defineIndicator({
  name: 'obv',
  summary: "Granville's on-balance volume: volume added when the close rises, taken away when it falls.",
  settings: z.strictObject({}),
  inputs: 'candle',
  outputs: ['obv'],
  create: () => {
    let [previous, balance] = [Number.NaN, 0];
    return {
      push({ close, volume }) {
        if (close > previous) balance += volume;
        else if (close < previous) balance -= volume;
        previous = close;
        return balance;
      },
    };
  },
});
