import { z } from 'zod';
import { Ema } from '../blocks/ema.ts';
import { toMoneyFlowVolume } from '../blocks/money-flow.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, seeding } from '../indicator-settings.ts';

export const chaikinOscillator = defineIndicator({
  name: 'chaikin-oscillator',
  summary: 'Fast average of the accumulation line less a slow one.',
  settings: z.strictObject({
    fast: candles(3, 'Candles of the fast average.'),
    slow: candles(10, 'Candles of the slow average.'),
    seed: seeding('early'),
  }),
  inputs: 'candle',
  outputs: ['adosc'],
  create: ({ fast, slow, seed }) => {
    const [quick, calm] = [new Ema(fast, seed), new Ema(slow, seed)];
    let line = 0;
    return {
      push(bar) {
        line += toMoneyFlowVolume(bar);
        return quick.push(line) - calm.push(line);
      },
    };
  },
});
