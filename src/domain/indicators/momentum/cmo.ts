import { z } from 'zod';
import { Sum } from '../blocks/sum.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const cmo = defineIndicator({
  name: 'cmo',
  summary: "Chande's momentum oscillator: rises less falls as a share of all movement, from -100 to 100.",
  settings: z.strictObject({ length: candles(14, 'Changes that count.') }),
  inputs: 'close',
  outputs: ['cmo'],
  create: ({ length }) => {
    const [rises, falls] = [new Sum(length), new Sum(length)];
    let previous = Number.NaN;
    return {
      push(close) {
        const change = close - previous;
        previous = close;
        if (Number.isNaN(change)) return Number.NaN;
        const [up, down] = [rises.push(Math.max(0, change)), falls.push(Math.max(0, -change))];
        return up + down === 0 ? 0 : (100 * (up - down)) / (up + down);
      },
    };
  },
});
