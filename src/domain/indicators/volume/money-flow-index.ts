import { z } from 'zod';
import { Sum } from '../blocks/sum.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const moneyFlowIndex = defineIndicator({
  name: 'money-flow-index',
  summary: 'Turnover of rising candles as a share of all, from 0 to 100; 50 while nothing moves.',
  settings: z.strictObject({ length: candles(14, 'Candles that are summed.') }),
  inputs: 'candle',
  outputs: ['mfi'],
  create: ({ length }) => {
    const [rising, falling] = [new Sum(length), new Sum(length)];
    let previous = Number.NaN;
    return {
      push({ high, low, close, volume }) {
        const typical = (high + low + close) / 3;
        const change = typical - previous;
        previous = typical;
        if (Number.isNaN(change)) return Number.NaN;
        const up = rising.push(change > 0 ? typical * volume : 0);
        const down = falling.push(change < 0 ? typical * volume : 0);
        return up + down === 0 ? 50 : (100 * up) / (up + down);
      },
    };
  },
});
