// Hurst exponent by rescaled range: the window whole, halved, quartered and so on down to pieces of eight returns.
// Adjusted as by Weron (2002): what independent returns would show (Anis and Lloyd) is replaced by what they would in the limit.
import { z } from 'zod';
import { Ring } from '../blocks/ring.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

const SMALLEST_PIECE = 8;

export const hurst = defineIndicator({
  name: 'hurst',
  summary:
    'Hurst exponent: above 0.5 movements persist, below they revert; adjusted takes out the bias of short windows.',
  settings: z.strictObject({ length: candles(100, 'Returns of the window.', 20) }),
  inputs: 'close',
  outputs: ['hurst', 'adjusted'],
  create: ({ length }) => {
    const window = new Ring(length);
    const sizes: number[] = [];
    for (let pieces = 1; Math.floor(length / pieces) >= SMALLEST_PIECE; pieces *= 2)
      sizes.push(Math.floor(length / pieces));
    const logSizes = sizes.map(Math.log10);
    const biases = sizes.map((size) => Math.sqrt((Math.PI * size) / 2) - toExpectedRange(size));
    let previous = Number.NaN;
    return {
      push(close) {
        window.push(Math.log(close / previous));
        previous = close;
        if (!window.isFull) return { hurst: Number.NaN, adjusted: Number.NaN };
        const ranges = sizes.map((size, n) => toMeanRange(window, size, 2 ** n));
        return {
          hurst: toSlope(logSizes, ranges.map(Math.log10)),
          adjusted: toSlope(
            logSizes,
            ranges.map((range, n) => Math.log10(range + biases[n]!)),
          ),
        };
      },
    };
  },
});

/** Mean rescaled range of as many pieces; what does not fill a piece is left out at the old end. */
function toMeanRange(window: Ring, size: number, pieces: number): number {
  let total = 0;
  for (let piece = 0; piece < pieces; piece++) total += toRescaledRange(window, piece * size, size);
  return total / pieces;
}

function toRescaledRange(window: Ring, newest: number, size: number): number {
  let mean = 0;
  for (let i = 0; i < size; i++) mean += window.at(newest + i) / size;
  let [sum, squares, highest, lowest] = [0, 0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = size - 1; i >= 0; i--) {
    const apart = window.at(newest + i) - mean;
    sum += apart;
    squares += apart * apart;
    highest = Math.max(highest, sum);
    lowest = Math.min(lowest, sum);
  }
  return squares > 0 ? (highest - lowest) / Math.sqrt(squares / size) : 0;
}

/** Of independent returns, by Anis and Lloyd (1976). */
function toExpectedRange(size: number): number {
  // Gamma((size - 1) / 2) / (sqrt(pi) Gamma(size / 2)), two steps of size at a time.
  let ratio = size % 2 === 0 ? 1 : 2 / Math.PI;
  for (let n = size % 2 === 0 ? 2 : 3; n < size; n += 2) ratio *= (n - 1) / n;
  let sum = 0;
  for (let i = 1; i < size; i++) sum += Math.sqrt((size - i) / i);
  return ratio * sum;
}

function toSlope(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [toMean(x), toMean(y)];
  let [products, squares] = [0, 0];
  x.forEach((value, i) => {
    products += (value - meanX) * (y[i]! - meanY);
    squares += (value - meanX) ** 2;
  });
  return products / squares;
}

function toMean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
