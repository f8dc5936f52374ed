import { z } from 'zod';
import { Ema } from '../blocks/ema.ts';
import { Ring } from '../blocks/ring.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, seeding } from '../indicator-settings.ts';

export const zlema = defineIndicator({
  name: 'zlema',
  summary: 'Exponential moving average of prices carried on by their latest change, to take out the lag.',
  settings: z.strictObject({ length: candles(20, 'Candles of the average.'), seed: seeding('early') }),
  inputs: 'close',
  outputs: ['zlema'],
  create: ({ length, seed }) => {
    const average = new Ema(length, seed);
    const lag = Math.floor((length - 1) / 2);
    const window = new Ring(lag + 1);
    let count = 0;
    return {
      push(close) {
        window.push(close);
        // The candle before the first that can be carried on is the beginning.
        if (++count < lag) return Number.NaN;
        return average.push(window.isFull ? 2 * close - window.at(lag) : close);
      },
    };
  },
});
