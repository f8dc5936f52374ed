import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LevelColumns, MAX_LEVELS } from './level-columns.ts';

test('as many levels as a message may have stay what they were while the columns grow', () => {
  const levels = new LevelColumns();
  for (let price = 0; price < MAX_LEVELS; price++) {
    const index = levels.add(price % 2 === 0, price, price % 16);
    levels.sizes[index] = price * 3;
    levels.sizeDecimals[index] = price % 9;
  }
  assert.equal(levels.count, MAX_LEVELS);
  for (let price = 0; price < MAX_LEVELS; price++) {
    const { sides, prices, priceDecimals, sizes, sizeDecimals } = levels;
    const found = [sides[price], prices[price], priceDecimals[price], sizes[price], sizeDecimals[price]];
    assert.deepEqual(found, [price % 2 === 0 ? 1 : -1, price, price % 16, price * 3, price % 9]);
  }
  levels.clear();
  assert.equal(levels.add(true, 1, 0), 0);
});
