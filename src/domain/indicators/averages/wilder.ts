import { z } from 'zod';
import { Wilder } from '../blocks/wilder.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const wilder = defineIndicator({
  name: 'wilder',
  summary: "Wilder's smoothed average, also called SMMA or RMA.",
  settings: z.strictObject({ length: candles(14, 'Candles; the newest weighs 1 / length.') }),
  inputs: 'close',
  outputs: ['wilder'],
  create: ({ length }) => new Wilder(length),
});
