import { z } from 'zod';
import { Lag } from '../blocks/lag.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const lag = defineIndicator({
  name: 'lag',
  summary: 'The value of some candles ago.',
  settings: z.strictObject({ length: candles(1, 'Candles back.') }),
  inputs: 'close',
  outputs: ['value'],
  create: ({ length }) => new Lag(length),
});
