import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';

export const vwap = defineIndicator({
  name: 'vwap',
  summary: 'Average price weighted by volume since the session began.',
  settings: z.strictObject({}),
  inputs: 'candle',
  outputs: ['vwap'],
  isOfSession: true,
  create: () => {
    let [traded, volumes] = [0, 0];
    return {
      push({ high, low, close, volume }) {
        traded += (volume * (high + low + close)) / 3;
        volumes += volume;
        return traded / volumes;
      },
    };
  },
});
