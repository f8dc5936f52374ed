import { z } from 'zod';
import { Lag } from '../blocks/lag.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const priceRelative = defineIndicator({
  name: 'price-relative',
  summary: 'First price as a multiple of the second, and by how much more its return is over some candles.',
  settings: z.strictObject({ length: candles(20, 'Candles over which returns are compared.') }),
  inputs: 'pair',
  outputs: ['ratio', 'excessReturn'],
  create: ({ length }) => {
    const [firsts, seconds] = [new Lag(length), new Lag(length)];
    return {
      push({ first, second }) {
        const excessReturn = first / firsts.push(first) - second / seconds.push(second);
        return { ratio: first / second, excessReturn };
      },
    };
  },
});
