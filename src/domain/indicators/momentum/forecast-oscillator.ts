import { z } from 'zod';
import { Regression } from '../blocks/regression.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const forecastOscillator = defineIndicator({
  name: 'forecast-oscillator',
  summary: "Percent by which the close misses what the previous candles' line foretold.",
  settings: z.strictObject({ length: candles(14, 'Candles of the line.', 2) }),
  inputs: 'close',
  outputs: ['fosc'],
  create: ({ length }) => {
    const line = new Regression(length);
    let forecast = Number.NaN;
    return {
      push(close) {
        const missed = (100 * (close - forecast)) / close;
        forecast = Number.isNaN(line.push(close)) ? Number.NaN : line.at(length + 1);
        return missed;
      },
    };
  },
});
