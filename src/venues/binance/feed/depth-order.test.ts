import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DepthOrder } from './depth-order.ts';
import type { DepthEvent } from './diff-buffer.ts';

/** Of two updates each: the first is 1 to 2. On futures numbers may be left out between two. */
function event(number: number, isSpot: boolean): DepthEvent {
  const step = isSpot ? 2 : 5;
  const firstId = (number - 1) * step + 1;
  return {
    ...{ firstId, lastId: firstId + 1, previousId: isSpot ? Number.NaN : firstId + 1 - step },
    ...{ eventMs: number, receivedMs: number, count: 1, sides: new Int8Array([1]) },
    ...{ prices: new Float64Array([number]), sizes: new Float64Array([1]) },
  };
}

for (const isSpot of [true, false]) {
  const market = isSpot ? 'spot' : 'futures';
  const ordered = (...numbers: readonly (number | 'flush')[]) => {
    const taken: number[] = [];
    const order = new DepthOrder(({ prices }) => taken.push(prices[0]!));
    const reused = event(1, isSpot);
    for (const number of numbers) {
      if (number === 'flush') order.flush();
      else {
        const { prices, ...fields } = event(number, isSpot);
        // in columns that are used again
        reused.prices.set(prices);
        order.add({ ...fields, prices: reused.prices });
      }
    }
    return taken;
  };

  test(`${market}: neighbours that changed places, and one up to four places late, are put right`, () => {
    assert.deepEqual(ordered(1, 3, 2, 4), [1, 2, 3, 4]);
    assert.deepEqual(ordered(1, 3, 2, 5, 4, 6), [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(ordered(1, 3, 4, 5, 6, 2, 7), [1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual(ordered(1, 4, 3, 2, 5), [1, 2, 3, 4, 5]);
  });

  test(`${market}: one that is lost is given up after four, and those behind it are in order`, () => {
    assert.deepEqual(ordered(1, 3, 4, 5, 6), [1]);
    assert.deepEqual(ordered(1, 3, 5, 4, 6, 7), [1, 3, 4, 5, 6, 7]);
    assert.deepEqual(ordered(1, 3, 4, 5, 6, 7, 2, 8), [1, 3, 4, 5, 6, 7, 2, 8]);
    assert.deepEqual(ordered(1, 3, 4, 'flush', 5), [1, 3, 4, 5]);
  });

  test(`${market}: what came before is handed on as it comes`, () => {
    assert.deepEqual(ordered(1, 2, 2, 1, 3), [1, 2, 2, 1, 3]);
  });
}
