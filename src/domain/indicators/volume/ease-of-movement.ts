import { z } from 'zod';
import { Mean } from '../blocks/mean.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const easeOfMovement = defineIndicator({
  name: 'ease-of-movement',
  summary: "Arms's ease of movement: how far the middle moves for the volume that it takes, and its average.",
  settings: z.strictObject({
    length: candles(14, 'Candles over which it is averaged.'),
    scale: z.number().positive().max(1e12).default(10_000).describe('By what volumes are divided.'),
  }),
  inputs: 'candle',
  outputs: ['emv', 'average'],
  create: ({ length, scale }) => {
    const mean = new Mean(length);
    let previous = Number.NaN;
    return {
      push({ high, low, volume }) {
        const middle = (high + low) / 2;
        const moved = middle - previous;
        previous = middle;
        const emv = volume === 0 ? Number.NaN : (moved * (high - low) * scale) / volume;
        return { emv, average: mean.push(emv) };
      },
    };
  },
});
