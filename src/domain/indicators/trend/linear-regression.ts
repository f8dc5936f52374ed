import { z } from 'zod';
import { Regression } from '../blocks/regression.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const linearRegression = defineIndicator({
  name: 'linear-regression',
  summary: 'Least-squares line through the last closes: its end, beginning, slope, next value and fit.',
  settings: z.strictObject({ length: candles(14, 'Candles of the line.', 2) }),
  inputs: 'close',
  outputs: ['end', 'beginning', 'slope', 'forecast', 'rSquared'],
  create: ({ length }) => {
    const line = new Regression(length);
    return {
      push(close) {
        const end = line.push(close);
        const rSquared = line.squares > 0 ? 1 - line.residue / line.squares : 1;
        return { end, beginning: line.at(1), slope: line.slope, forecast: line.at(length + 1), rSquared };
      },
    };
  },
});
