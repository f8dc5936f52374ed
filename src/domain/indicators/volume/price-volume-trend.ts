import { z } from 'zod';
import { Mean } from '../blocks/mean.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const priceVolumeTrend = defineIndicator({
  name: 'price-volume-trend',
  summary: 'Volume summed up by the share that the close changes, and its average.',
  settings: z.strictObject({ length: candles(14, 'Candles over which it is averaged.') }),
  inputs: 'candle',
  outputs: ['trend', 'average'],
  create: ({ length }) => {
    const mean = new Mean(length);
    let [previous, trend] = [Number.NaN, 0];
    return {
      push({ close, volume }) {
        const share = close / previous - 1;
        previous = close;
        if (!Number.isFinite(share)) return { trend: Number.NaN, average: Number.NaN };
        trend += share * volume;
        return { trend, average: mean.push(trend) };
      },
    };
  },
});
