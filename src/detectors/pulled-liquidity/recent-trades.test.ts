import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Print } from '../../domain/order-flow/flow-view.ts';
import { RecentTrades } from './recent-trades.ts';

const prints = fc.array(
  fc.record({
    id: fc.constant(1),
    eventMs: fc.nat(500),
    aggressor: fc.constantFrom('buy' as const, 'sell' as const),
    price: fc.integer({ min: 1, max: 4 }),
    size: fc.integer({ min: 1, max: 100 }),
  }),
);

test('what was executed is the sum of the trades kept that match', () => {
  fc.assert(
    fc.property(prints, fc.nat(500), fc.nat(500), (list, fromMs, toMs) => {
      const trades = new RecentTrades(16);
      for (const each of list) trades.add(each);
      const isMatch = (each: Print) =>
        each.price === 2 && each.aggressor === 'sell' && each.eventMs >= fromMs && each.eventMs <= toMs;
      const lots = list
        .slice(-16)
        .filter(isMatch)
        .reduce((sum, { size }) => sum + size, 0);
      assert.equal(trades.executed(2, 'sell', fromMs, toMs), lots);
    }),
  );
});

test('nothing was executed once it is cleared', () => {
  const trades = new RecentTrades(16);
  trades.add({ id: 1, eventMs: 5, aggressor: 'buy', price: 2, size: 3 });
  assert.equal(trades.executed(2, 'buy', 0, 9), 3);
  trades.clear();
  assert.equal(trades.executed(2, 'buy', 0, 9), 0);
});
