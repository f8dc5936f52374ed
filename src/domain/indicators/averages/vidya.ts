import { z } from 'zod';
import { Moments } from '../blocks/moments.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, factor } from '../indicator-settings.ts';

export const vidya = defineIndicator({
  name: 'vidya',
  summary: "Chande's variable average: quicker while the last candles deviate more than the longer run.",
  settings: z.strictObject({
    short: candles(9, 'Candles of the deviation now.'),
    long: candles(30, 'Candles of the deviation it is compared with.'),
    weight: factor(0.2, 'Weight of the newest price where both are equal.', { min: 0.001, max: 1 }),
  }),
  inputs: 'close',
  outputs: ['vidya'],
  create: ({ short, long, weight }) => {
    const [now, usual] = [new Moments(short), new Moments(long)];
    let [count, value] = [0, Number.NaN];
    return {
      push(close) {
        const ratio = Math.sqrt(now.push(close) / usual.push(close));
        if (++count < long - 1) return Number.NaN;
        if (count === long - 1) value = close;
        else if (Number.isFinite(ratio)) value += Math.min(1, ratio * weight) * (close - value);
        return value;
      },
    };
  },
});
