import { z } from 'zod';
import { CoMoments } from '../blocks/co-moments.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const correlation = defineIndicator({
  name: 'correlation',
  summary: "Pearson's correlation of two values, its square, their variances and covariance.",
  settings: z.strictObject({ length: candles(20, 'Pairs that count.', 2) }),
  inputs: 'pair',
  outputs: ['correlation', 'rSquared', 'covariance', 'firstVariance', 'secondVariance'],
  create: ({ length }) => {
    const moments = new CoMoments(length);
    return {
      push({ first, second }) {
        moments.push(first, second);
        const correlation = moments.products / Math.sqrt(moments.squaresX * moments.squaresY);
        return {
          correlation,
          rSquared: correlation * correlation,
          covariance: moments.products / length,
          firstVariance: moments.squaresX / length,
          secondVariance: moments.squaresY / length,
        };
      },
    };
  },
});
