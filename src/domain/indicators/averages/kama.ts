import { z } from 'zod';
import { Ring } from '../blocks/ring.ts';
import { Sum } from '../blocks/sum.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const kama = defineIndicator({
  name: 'kama',
  summary: "Kaufman's adaptive moving average: fast where price goes straight, slow where it wavers.",
  settings: z.strictObject({
    length: candles(10, 'Candles over which the efficiency of the movement is measured.'),
    fast: candles(2, 'Length of the average when price goes straight.'),
    slow: candles(30, 'Length of the average when price goes nowhere.'),
  }),
  inputs: 'close',
  outputs: ['kama', 'efficiency'],
  create: ({ length, fast, slow }) => {
    const window = new Ring(length + 1);
    const path = new Sum(length);
    const [fastWeight, slowWeight] = [2 / (fast + 1), 2 / (slow + 1)];
    let [count, value] = [0, Number.NaN];
    return {
      push(close) {
        const walked = count++ > 0 ? path.push(Math.abs(close - window.at(0))) : Number.NaN;
        window.push(close);
        if (count === length) value = close;
        if (count <= length) return { kama: value, efficiency: Number.NaN };
        const efficiency = walked > 0 ? Math.abs(close - window.at(length)) / walked : 0;
        value += (efficiency * (fastWeight - slowWeight) + slowWeight) ** 2 * (close - value);
        return { kama: value, efficiency };
      },
    };
  },
});
