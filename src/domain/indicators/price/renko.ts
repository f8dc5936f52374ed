import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { factor } from '../indicator-settings.ts';

export const renko = defineIndicator({
  name: 'renko',
  summary:
    'Renko bricks that a candle completes: how many, negative when they fall, the last close, and what went into them.',
  settings: z.strictObject({ size: factor(1, 'Price difference of a brick.', { min: 0.001, max: 1e12 }) }),
  inputs: 'candle',
  outputs: ['bricks', 'close', 'high', 'low', 'volume'],
  create: ({ size }) => {
    let [top, bottom] = [Number.NaN, Number.NaN];
    let [high, low, volume] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
    const forget = () => {
      [high, low, volume] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
    };
    return {
      push(bar) {
        if (Number.isNaN(top)) {
          const decimals = decimalsOf(size);
          top = bottom = Number(bar.close.toFixed(decimals));
          return none;
        }
        high = Math.max(high, bar.high);
        low = Math.min(low, bar.low);
        volume += bar.volume;
        const bricks = toBricks(bar.close, top, bottom, size);
        if (bricks === 0) return { ...none };
        const close = bricks > 0 ? top + bricks * size : bottom + bricks * size;
        [top, bottom] = bricks > 0 ? [close, close - size] : [close + size, close];
        const made = { bricks, close, high, low, volume: volume / Math.abs(bricks) };
        forget();
        return made;
      },
    };
  },
});

const none = { bricks: 0, close: Number.NaN, high: Number.NaN, low: Number.NaN, volume: Number.NaN };

function toBricks(close: number, top: number, bottom: number, size: number): number {
  if (close >= top + size) return Math.floor((close - top) / size);
  return close <= bottom - size ? -Math.floor((bottom - close) / size) : 0;
}

/** The first brick begins at a price as round as its size. */
function decimalsOf(size: number): number {
  return Math.max(0, Math.ceil(-Math.log10(size)));
}
