import { ADOSC } from 'trading-signals';
import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';
import { fromLibrary } from './from-library.ts';

export const chaikinOscillator = defineIndicator({
  name: 'chaikin-oscillator',
  summary: 'Fast average of the accumulation line less a slow one.',
  settings: z.strictObject({
    fast: candles(3, 'Candles of the fast average.'),
    slow: candles(10, 'Candles of the slow average.'),
  }),
  inputs: 'candle',
  outputs: ['adosc'],
  create: ({ fast, slow }) => fromLibrary(new ADOSC({ fastPeriod: fast, slowPeriod: slow })),
});
