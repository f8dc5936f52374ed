import { z } from 'zod';
import { Highest, Lowest } from '../blocks/extreme.ts';
import { Sum } from '../blocks/sum.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const verticalHorizontal = defineIndicator({
  name: 'vertical-horizontal',
  summary: 'Vertical horizontal filter: span of the closes as a share of the way they went; high in a trend.',
  settings: z.strictObject({ length: candles(28, 'Candles that count.') }),
  inputs: 'close',
  outputs: ['vhf'],
  create: ({ length }) => {
    const [highest, lowest] = [new Highest(length), new Lowest(length)];
    const path = new Sum(length);
    let previous = Number.NaN;
    return {
      push(close) {
        const walked = path.push(Math.abs(close - previous));
        previous = close;
        const span = highest.push(close) - lowest.push(close);
        return walked === 0 ? 0 : span / walked;
      },
    };
  },
});
