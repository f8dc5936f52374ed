import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';

export const williamsAccumulation = defineIndicator({
  name: 'williams-accumulation',
  summary: "Williams's accumulation: what closes rose above true lows, less what they fell below true highs.",
  settings: z.strictObject({}),
  inputs: 'candle',
  outputs: ['wad'],
  create: () => {
    let [previous, total] = [Number.NaN, 0];
    return {
      push({ high, low, close }) {
        const before = previous;
        previous = close;
        if (Number.isNaN(before)) return Number.NaN;
        if (close > before) total += close - Math.min(before, low);
        else if (close < before) total += close - Math.max(before, high);
        return total;
      },
    };
  },
});
