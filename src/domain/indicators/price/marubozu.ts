import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { factor } from '../indicator-settings.ts';

export const marubozu = defineIndicator({
  name: 'marubozu',
  summary: 'Candle almost without wicks: 1 when it rises, -1 when it falls, 0 for any other.',
  settings: z.strictObject({
    body: factor(95, 'Percent of the range that the body takes at least.', { min: 1, max: 100 }),
  }),
  inputs: 'candle',
  outputs: ['match', 'bodyShare'],
  create: ({ body }) => ({
    push({ open, high, low, close }) {
      const share = high === low ? 0 : Math.abs(close - open) / (high - low);
      return { match: 100 * share >= body ? Math.sign(close - open) : 0, bodyShare: share };
    },
  }),
});
