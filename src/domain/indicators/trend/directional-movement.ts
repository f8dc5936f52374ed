// Wilder's directional movement system. Sums begin with length - 1 changes and lose 1/length with each later one, as TA-Lib
// and Tulip have it.
import { z } from 'zod';
import { Lag } from '../blocks/lag.ts';
import { TrueRange } from '../blocks/true-range.ts';
import { Wilder } from '../blocks/wilder.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

const outputs = ['plusDm', 'minusDm', 'plusDi', 'minusDi', 'dx', 'adx', 'adxr'] as const;

class FadingSum {
  readonly #length: number;
  #count = 0;
  #sum = 0;

  constructor(length: number) {
    this.#length = length;
  }

  push(value: number): number {
    if (++this.#count < this.#length) this.#sum += value;
    else this.#sum += value - this.#sum / this.#length;
    return this.#count < this.#length - 1 ? Number.NaN : this.#sum;
  }
}

export const directionalMovement = defineIndicator({
  name: 'directional-movement',
  summary: "Wilder's directional movement: +DM, -DM, +DI, -DI, DX, ADX and ADXR.",
  settings: z.strictObject({ length: candles(14, 'Candles of each smoothing.', 2) }),
  inputs: 'candle',
  outputs,
  create: ({ length }) => {
    const range = new TrueRange(false);
    const [ranges, ups, downs] = [new FadingSum(length), new FadingSum(length), new FadingSum(length)];
    const average = new Wilder(length);
    const earlier = new Lag(length - 1);
    let [highBefore, lowBefore] = [Number.NaN, Number.NaN];
    return {
      push(bar) {
        const [rise, fall] = [bar.high - highBefore, lowBefore - bar.low];
        const isFirst = Number.isNaN(highBefore);
        [highBefore, lowBefore] = [bar.high, bar.low];
        const ranged = range.push(bar);
        const total = isFirst ? Number.NaN : ranges.push(ranged);
        const plusDm = isFirst ? Number.NaN : ups.push(rise > fall && rise > 0 ? rise : 0);
        const minusDm = isFirst ? Number.NaN : downs.push(fall > rise && fall > 0 ? fall : 0);
        const moved = plusDm + minusDm;
        const dx = moved === 0 ? 0 : (100 * Math.abs(plusDm - minusDm)) / moved;
        const adx = average.push(dx);
        const share = total === 0 ? 0 : 100 / total;
        return {
          plusDm,
          minusDm,
          plusDi: plusDm * share,
          minusDi: minusDm * share,
          dx,
          adx,
          adxr: (adx + earlier.push(adx)) / 2,
        };
      },
    };
  },
});
