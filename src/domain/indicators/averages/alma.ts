import { z } from 'zod';
import { Ring } from '../blocks/ring.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, factor } from '../indicator-settings.ts';

export const alma = defineIndicator({
  name: 'alma',
  summary: 'Arnaud Legoux moving average: weights shaped like a bell around a place in the window.',
  settings: z.strictObject({
    length: candles(9, 'Candles that are averaged.'),
    offset: factor(0.85, 'Place of the highest weight, 1 being the newest candle.', { min: 0, max: 1 }),
    sharpness: factor(6, 'How narrow the bell is.'),
  }),
  inputs: 'close',
  outputs: ['alma'],
  create: ({ length, offset, sharpness }) => {
    const window = new Ring(length);
    const [middle, width] = [Math.floor(offset * (length - 1)), length / sharpness];
    const bell = Float64Array.from({ length }, (_, i) =>
      Math.exp(-((i - middle) ** 2) / (2 * width * width)),
    );
    const total = bell.reduce((sum, weight) => sum + weight, 0);
    return {
      push(close) {
        window.push(close);
        if (!window.isFull) return Number.NaN;
        let sum = 0;
        for (let i = 0; i < length; i++) sum += bell[i]! * window.at(length - 1 - i);
        return sum / total;
      },
    };
  },
});
