import { z } from 'zod';
import { TrueRange } from '../blocks/true-range.ts';
import { Wilder } from '../blocks/wilder.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, factor } from '../indicator-settings.ts';

export const volatilityStop = defineIndicator({
  name: 'volatility-stop',
  summary: "Wilder's volatility stop: some true ranges from the best close; isStop is 1 where it turns.",
  settings: z.strictObject({
    length: candles(7, 'Candles of the true range.'),
    multiplier: factor(3, 'True ranges away.'),
  }),
  inputs: 'candle',
  outputs: ['stop', 'upper', 'lower', 'isStop'],
  create: ({ length, multiplier }) => {
    const range = new TrueRange(false);
    const average = new Wilder(length);
    let [first, count, best, isRising, hasTurned, away] = [Number.NaN, 0, 0, true, false, Number.NaN];
    return {
      push(bar) {
        const { close } = bar;
        if (count++ === 0) first = best = close;
        isRising = count <= length ? close > first : isRising;
        const stop = isRising ? best - away : best + away;
        const isCrossed = count > length + 1 && (isRising ? close < stop : close > stop);
        best = isCrossed ? close : isRising ? Math.max(best, close) : Math.min(best, close);
        away = multiplier * average.push(range.push(bar));
        const shown = hasTurned ? stop : Number.NaN;
        const isStop = hasTurned ? Number(isCrossed) : Number.NaN;
        const wasRising = isRising;
        if (isCrossed) [isRising, hasTurned] = [!isRising, true];
        return {
          stop: shown,
          upper: wasRising ? Number.NaN : shown,
          lower: wasRising ? shown : Number.NaN,
          isStop,
        };
      },
    };
  },
});
