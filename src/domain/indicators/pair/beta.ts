import { z } from 'zod';
import { CoMoments } from '../blocks/co-moments.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const beta = defineIndicator({
  name: 'beta',
  summary: 'How strongly the first price answers to returns of the second, and the returns of both.',
  settings: z.strictObject({ length: candles(50, 'Returns that count.', 2) }),
  inputs: 'pair',
  outputs: ['beta', 'firstReturn', 'secondReturn'],
  create: ({ length }) => {
    const moments = new CoMoments(length);
    let [firstBefore, secondBefore] = [Number.NaN, Number.NaN];
    return {
      push({ first, second }) {
        const [firstReturn, secondReturn] = [first / firstBefore - 1, second / secondBefore - 1];
        [firstBefore, secondBefore] = [first, second];
        const isWarm = moments.push(secondReturn, firstReturn);
        return { beta: isWarm ? moments.products / moments.squaresX : Number.NaN, firstReturn, secondReturn };
      },
    };
  },
});
