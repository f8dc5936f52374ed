import { z } from 'zod';
import { Mean } from '../blocks/mean.ts';
import { Ring } from '../blocks/ring.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

/** Lambert's constant, by which most values lie between -100 and 100. */
const SCALE = 0.015;

export const cci = defineIndicator({
  name: 'cci',
  summary: 'Commodity channel index: distance from the average in mean deviations.',
  settings: z.strictObject({ length: candles(20, 'Candles that are averaged.') }),
  inputs: 'candle',
  outputs: ['cci'],
  create: ({ length }) => {
    const mean = new Mean(length);
    const window = new Ring(length);
    return {
      push({ high, low, close }) {
        const typical = (high + low + close) / 3;
        const average = mean.push(typical);
        window.push(typical);
        if (!window.isFull) return Number.NaN;
        let deviation = 0;
        for (let back = 0; back < length; back++) deviation += Math.abs(window.at(back) - average);
        return deviation === 0 ? 0 : (typical - average) / (SCALE * (deviation / length));
      },
    };
  },
});
