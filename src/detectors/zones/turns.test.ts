import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Turns } from './turns.ts';

const walk = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 300 });

test('turns alternate, and lie at least as far apart as the price must come back', () => {
  fc.assert(
    fc.property(walk, fc.integer({ min: 1, max: 10 }), (steps, turnTicks) => {
      const turns = new Turns(turnTicks);
      let price = 1000;
      let last: { end: number; price: number } | undefined;
      for (const step of steps) {
        price += step;
        const end = turns.push(price, 0);
        if (end === 0) continue;
        assert.ok((turns.price - price) * end >= turnTicks);
        if (last) {
          assert.equal(end, -last.end);
          assert.ok((turns.price - last.price) * end >= turnTicks);
        }
        last = { end, price: turns.price };
      }
    }),
  );
});

test('the place where the first move began is no turn', () => {
  const turns = new Turns(5);
  assert.deepEqual(
    [100, 104, 105, 110, 106, 105].map((price, id) => turns.push(price, id)),
    [0, 0, 0, 0, 0, 1],
  );
  assert.deepEqual([turns.price, turns.id], [110, 3]);
});
