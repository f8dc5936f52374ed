import { z } from 'zod';
import { Ring } from '../blocks/ring.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

/** Strictly higher than all around it. */
export function isPeak(window: Ring, right: number): boolean {
  const peak = window.at(right);
  for (let back = 0; back < window.length; back++)
    if (back !== right && window.at(back) >= peak) return false;
  return true;
}

export const pivots = defineIndicator({
  name: 'pivots',
  summary:
    'Highs and lows that stand out among their neighbours, told as soon as those to the right are known.',
  settings: z.strictObject({
    left: candles(4, 'Candles before it that it stands out from.'),
    right: candles(4, 'Candles after it, by which it is told late.'),
  }),
  inputs: 'candle',
  outputs: ['high', 'low'],
  create: ({ left, right }) => {
    const [highs, depths] = [new Ring(left + right + 1), new Ring(left + right + 1)];
    return {
      push(bar) {
        highs.push(bar.high);
        depths.push(-bar.low);
        if (!highs.isFull) return { high: Number.NaN, low: Number.NaN };
        return {
          high: isPeak(highs, right) ? highs.at(right) : Number.NaN,
          low: isPeak(depths, right) ? -depths.at(right) : Number.NaN,
        };
      },
    };
  },
});
