import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HELD_SECONDS, SecondRing } from './second-ring.ts';

const trade = fc.record({
  isBuy: fc.boolean(),
  price: fc.integer({ min: 1, max: 99 }),
  size: fc.integer({ min: 1, max: 9 }),
});
const second = fc.record({
  trades: fc.array(trade, { maxLength: 5 }),
  ofis: fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 4 }),
  spreads: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }),
});

test('each second is the sum of what came in it, and keeps close and spread where nothing came', () => {
  fc.assert(
    fc.property(fc.array(second, { maxLength: 20 }), (all) => {
      const ring = new SecondRing();
      let [close, lastSpread] = [Number.NaN, Number.NaN];
      const wanted = all.map(({ trades, ofis, spreads }, index) => {
        for (const { isBuy, price, size } of trades) ring.addTrade(isBuy, price, size);
        for (const ofi of ofis) ring.addImbalance(ofi);
        for (const spread of spreads) ring.addSpread(spread);
        ring.end(index * 1000);
        const lots = (isBuy: boolean) =>
          trades.filter((one) => one.isBuy === isBuy).reduce((sum, { size }) => sum + size, 0);
        const prices = trades.length > 0 ? trades.map(({ price }) => price) : [close];
        const seen = spreads.length > 0 ? spreads : [lastSpread];
        [close, lastSpread] = [prices.at(-1)!, seen.at(-1)!];
        const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
        const range = [prices[0], Math.max(...prices), Math.min(...prices), close];
        const rest = [sum(ofis), Math.max(...seen), sum(seen) / seen.length];
        return [index * 1000, lots(true), lots(false), ...range, ...rest];
      });
      const found = all.map((_, index) => {
        const age = all.length - 1 - index;
        const range = [ring.open(age), ring.high(age), ring.low(age), ring.close(age)];
        const rest = [ring.ofi(age), ring.spread(age), ring.meanSpread(age)];
        return [ring.startMs(age), ring.buy(age), ring.sell(age), ...range, ...rest];
      });
      assert.deepEqual(found, wanted);
    }),
  );
});

test('an hour is held; what is older or not yet there reads as NaN', () => {
  const ring = new SecondRing();
  for (let i = 0; i < HELD_SECONDS + 5; i++) ring.end(i * 1000);
  assert.equal(ring.length, HELD_SECONDS);
  assert.deepEqual([ring.startMs(0), ring.startMs(HELD_SECONDS - 1)], [(HELD_SECONDS + 4) * 1000, 5000]);
  assert.ok(Number.isNaN(ring.startMs(HELD_SECONDS)) && Number.isNaN(ring.buy(-1)));
});
