import { z } from 'zod';
import { Sum } from '../blocks/sum.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const vwma = defineIndicator({
  name: 'vwma',
  summary: 'Moving average of closes weighted by volume.',
  settings: z.strictObject({ length: candles(20, 'Candles that are averaged.') }),
  inputs: 'candle',
  outputs: ['vwma'],
  create: ({ length }) => {
    const [traded, volumes] = [new Sum(length), new Sum(length)];
    return { push: ({ close, volume }) => traded.push(close * volume) / volumes.push(volume) };
  },
});
