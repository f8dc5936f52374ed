import { z } from 'zod';
import { Ema } from '../blocks/ema.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, seeding } from '../indicator-settings.ts';

export const forceIndex = defineIndicator({
  name: 'force-index',
  summary: "Elder's force index: average of change times volume.",
  settings: z.strictObject({ length: candles(13, 'Candles that are averaged.'), seed: seeding() }),
  inputs: 'candle',
  outputs: ['force'],
  create: ({ length, seed }) => {
    const average = new Ema(length, seed);
    let previous = Number.NaN;
    return {
      push({ close, volume }) {
        const force = (close - previous) * volume;
        previous = close;
        return average.push(force);
      },
    };
  },
});
