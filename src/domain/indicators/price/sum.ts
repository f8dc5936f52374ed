import { z } from 'zod';
import { Sum } from '../blocks/sum.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const sum = defineIndicator({
  name: 'sum',
  summary: 'Sum of the last values.',
  settings: z.strictObject({ length: candles(20, 'Values that are summed.') }),
  inputs: 'close',
  outputs: ['sum'],
  create: ({ length }) => new Sum(length),
});
