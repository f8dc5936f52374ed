import { z } from 'zod';
import { Ema } from '../blocks/ema.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, seeding } from '../indicator-settings.ts';

export const macd = defineIndicator({
  name: 'macd',
  summary: 'Moving average convergence and divergence: a fast average less a slow one, and its own average.',
  settings: z.strictObject({
    fast: candles(12, 'Candles of the fast average.'),
    slow: candles(26, 'Candles of the slow average.'),
    signal: candles(9, 'Candles over which the difference is averaged.'),
    seed: seeding(),
    weights: z
      .enum(['exact', 'rounded'])
      .default('exact')
      .describe('Weights 0.15 and 0.075, as Appel rounded those of 12 and 26 candles, or exact ones.'),
  }),
  inputs: 'close',
  outputs: ['macd', 'signal', 'histogram', 'fast', 'slow'],
  create: ({ fast, slow, signal, seed, weights }) => {
    const isRounded = weights === 'rounded';
    const quick = new Ema(fast, seed, isRounded ? 0.15 : undefined);
    const calm = new Ema(slow, seed, isRounded ? 0.075 : undefined);
    const average = new Ema(signal, seed === 'first' ? 'early' : seed);
    return {
      push(close) {
        const [fastEma, slowEma] = [quick.push(close), calm.push(close)];
        const difference = fastEma - slowEma;
        const smooth = average.push(difference);
        return {
          macd: difference,
          signal: smooth,
          histogram: difference - smooth,
          fast: fastEma,
          slow: slowEma,
        };
      },
    };
  },
});
