import { z } from 'zod';
import { TrueRange } from '../blocks/true-range.ts';
import { Wilder } from '../blocks/wilder.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, factor } from '../indicator-settings.ts';

export const supertrend = defineIndicator({
  name: 'supertrend',
  summary: 'SuperTrend: a stop some true ranges away that only moves with price; upper is set while falling.',
  settings: z.strictObject({
    length: candles(10, 'Candles of the true range.'),
    multiplier: factor(3, 'True ranges away.'),
  }),
  inputs: 'candle',
  outputs: ['supertrend', 'upper', 'lower'],
  create: ({ length, multiplier }) => {
    const range = new TrueRange(false);
    const average = new Wilder(length);
    let [upper, lower, previous, isRising] = [Number.NaN, Number.NaN, Number.NaN, true];
    return {
      push(bar) {
        const away = multiplier * average.push(range.push(bar));
        if (Number.isNaN(away)) {
          previous = bar.close;
          return { supertrend: Number.NaN, upper: Number.NaN, lower: Number.NaN };
        }
        const middle = (bar.high + bar.low) / 2;
        if (Number.isNaN(upper)) {
          isRising = bar.close >= middle;
          [upper, lower] = [middle + away, middle - away];
        }
        if (middle + away < upper || previous > upper) upper = middle + away;
        if (middle - away > lower || previous < lower) lower = middle - away;
        isRising = bar.close > (isRising ? lower : upper);
        previous = bar.close;
        return {
          supertrend: isRising ? lower : upper,
          upper: isRising ? Number.NaN : upper,
          lower: isRising ? lower : Number.NaN,
        };
      },
    };
  },
});
