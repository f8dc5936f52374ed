import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { factor } from '../indicator-settings.ts';

export const zigzag = defineIndicator({
  name: 'zigzag',
  summary:
    'Turning points of the closes, told when price has moved back far enough: 1 at a high, -1 at a low, 0 at none.',
  settings: z.strictObject({
    percent: factor(5, 'Move back that makes a turning point.', { min: 0.001, max: 100 }),
  }),
  inputs: 'close',
  outputs: ['turn', 'price', 'age'],
  create: ({ percent }) => {
    const share = percent / 100;
    let [count, first, direction] = [-1, Number.NaN, 0];
    let [price, at] = [Number.NaN, 0];
    const turn = (kind: number, close: number) => {
      const told = { turn: kind, price, age: count - at };
      [direction, price, at] = [-kind, close, count];
      return told;
    };
    return {
      push(close) {
        count++;
        if (count === 0) first = price = close;
        if (direction === 0) {
          const moved = close / first - 1;
          if (Math.abs(moved) >= share) [direction, price, at] = [Math.sign(moved), close, count];
        } else if ((close - price) * direction >= 0) {
          [price, at] = [close, count];
        } else if (Math.abs(close / price - 1) >= share) {
          return turn(direction, close);
        }
        return { turn: 0, price: Number.NaN, age: Number.NaN };
      },
    };
  },
});
