import { z } from 'zod';
import { Highest, Lowest } from '../blocks/extreme.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const aroon = defineIndicator({
  name: 'aroon',
  summary: "Chande's Aroon: how lately the highest high and the lowest low were, from 0 to 100.",
  settings: z.strictObject({
    length: candles(25, 'Candles back.'),
    ties: z.enum(['newest', 'oldest']).default('newest').describe('Which of equal extremes counts.'),
  }),
  inputs: 'candle',
  outputs: ['up', 'down', 'oscillator'],
  create: ({ length, ties }) => {
    const [highest, lowest] = [new Highest(length + 1, ties), new Lowest(length + 1, ties)];
    return {
      push({ high, low }) {
        const isWarm = !Number.isNaN(highest.push(high) + lowest.push(low));
        if (!isWarm) return { up: Number.NaN, down: Number.NaN, oscillator: Number.NaN };
        const up = (100 * (length - highest.age)) / length;
        const down = (100 * (length - lowest.age)) / length;
        return { up, down, oscillator: up - down };
      },
    };
  },
});
