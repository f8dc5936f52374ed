import { z } from 'zod';
import { Ema } from '../blocks/ema.ts';
import { Highest, Lowest } from '../blocks/extreme.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, seeding } from '../indicator-settings.ts';

/** 0 where there is no range, as the first of a cycle has none. */
function toStage(value: number, lowest: number, highest: number): number {
  return highest === lowest ? 0 : (100 * (value - lowest)) / (highest - lowest);
}

export const schaff = defineIndicator({
  name: 'schaff',
  summary: 'Schaff trend cycle: the stochastic of a stochastic of the difference of two averages, 0 to 100.',
  settings: z.strictObject({
    fast: candles(23, 'Candles of the fast average.'),
    slow: candles(50, 'Candles of the slow average.'),
    cycle: candles(10, 'Candles of each range.'),
    smoothing: candles(3, 'Candles over which each place is averaged.'),
    seed: seeding('early'),
  }),
  inputs: 'close',
  outputs: ['schaff'],
  create: ({ fast, slow, cycle, smoothing, seed }) => {
    const [quick, calm] = [new Ema(fast, seed), new Ema(slow, seed)];
    const stages = [0, 1].map(() => ({
      highest: new Highest(cycle),
      lowest: new Lowest(cycle),
      average: new Ema(smoothing, 'early'),
    }));
    return {
      push(close) {
        let value = quick.push(close) - calm.push(close);
        for (const { highest, lowest, average } of stages)
          value = average.push(toStage(value, lowest.pushEarly(value), highest.pushEarly(value)));
        return value;
      },
    };
  },
});
