import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SideTrades } from './side-trades.ts';

const windowMs = 1000;
const step = fc.record({ afterMs: fc.nat(30), price: fc.nat(100), size: fc.integer({ min: 1, max: 1000 }) });

test('the window holds the trades of its time, newest first, however many these are', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 1500, size: 'max' }), (steps) => {
      const trades = new SideTrades(windowMs);
      const all: { eventMs: number; price: number; size: number; id: number }[] = [];
      let eventMs = 0;
      steps.forEach(({ afterMs, price, size }, id) => {
        // now and then hundreds in one window
        eventMs += id % 700 < 600 ? 0 : afterMs;
        trades.expire(eventMs);
        trades.push(eventMs, price, size, size * 2, id);
        all.push({ eventMs, price, size, id });
      });
      const held = all.filter((each) => each.eventMs >= eventMs - windowMs).reverse();
      assert.equal(trades.count, held.length);
      assert.equal(
        trades.sum,
        held.reduce((sum, { size }) => sum + size, 0),
      );
      held.forEach((each, age) => {
        assert.equal(trades.timeMs(age), each.eventMs);
        assert.equal(trades.price(age), each.price);
        assert.equal(trades.size(age), each.size);
        assert.equal(trades.shown(age), each.size * 2);
        assert.equal(trades.id(age), each.id);
      });
    }),
    { numRuns: 30 },
  );
});
