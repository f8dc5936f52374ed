// A side in two sorted arrays of floats, found by bisection and kept sorted by moving what lies behind.
import type { PeerSide, SideName } from './side.ts';

const FIRST_LENGTH = 4096;

export function createArraySide(side: SideName): PeerSide {
  let prices = new Float64Array(FIRST_LENGTH);
  let sizes = new Float64Array(FIRST_LENGTH);
  let count = 0;

  /** Where a price is or belongs; the best is at the end, where a change moves the fewest. */
  const placeOf = (key: number): number => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (prices[middle]! < key) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const grow = () => {
    const [longerPrices, longerSizes] = [new Float64Array(2 * count), new Float64Array(2 * count)];
    longerPrices.set(prices);
    longerSizes.set(sizes);
    prices = longerPrices;
    sizes = longerSizes;
  };

  const sign = side === 'bid' ? 1 : -1;
  return {
    set(price, size) {
      const key = sign * price;
      const at = placeOf(key);
      const isThere = at < count && prices[at] === key;
      if (isThere && size !== 0) sizes[at] = size;
      else if (isThere) {
        prices.copyWithin(at, at + 1, count);
        sizes.copyWithin(at, at + 1, count);
        count--;
      } else if (size !== 0) {
        if (count === prices.length) grow();
        prices.copyWithin(at + 1, at, count);
        sizes.copyWithin(at + 1, at, count);
        prices[at] = key;
        sizes[at] = size;
        count++;
      }
    },
    get best() {
      return count === 0 ? Number.NaN : sign * prices[count - 1]!;
    },
  };
}
