import { z } from 'zod';
import { Ema } from '../blocks/ema.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, seeding } from '../indicator-settings.ts';

export const ema = defineIndicator({
  name: 'ema',
  summary: 'Exponential moving average.',
  settings: z.strictObject({
    length: candles(20, 'Candles; the newest weighs 2 / (length + 1).'),
    seed: seeding(),
  }),
  inputs: 'close',
  outputs: ['ema'],
  create: ({ length, seed }) => new Ema(length, seed),
});
