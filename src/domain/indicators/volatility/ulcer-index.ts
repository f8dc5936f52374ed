import { z } from 'zod';
import { Ring } from '../blocks/ring.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

/** Each close is below the highest since the window began, so a moved window is looked through again. */
export const ulcerIndex = defineIndicator({
  name: 'ulcer-index',
  summary:
    "Martin's ulcer index: root mean square of how many percent closes are below the highest before them.",
  settings: z.strictObject({ length: candles(14, 'Candles that count.') }),
  inputs: 'close',
  outputs: ['ulcer'],
  create: ({ length }) => {
    const window = new Ring(length);
    return {
      push(close) {
        window.push(close);
        if (!window.isFull) return Number.NaN;
        let [highest, squares] = [Number.NEGATIVE_INFINITY, 0];
        for (let back = length - 1; back >= 0; back--) {
          const value = window.at(back);
          highest = Math.max(highest, value);
          squares += ((100 * (value - highest)) / highest) ** 2;
        }
        return Math.sqrt(squares / length);
      },
    };
  },
});
