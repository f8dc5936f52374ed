import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Zone } from '../../../domain/order-flow/zone.ts';
import { type Given, levelsOf } from './stop-and-targets.ts';

const zone = (side: Zone['side'], lowTicks: number, highTicks: number): Zone => ({
  ...{ kind: 'turns', side, lowTicks, highTicks, touches: 3, sinceMs: 0, lastTouchMs: 0, sources: ['turns'] },
});
const buy: Given = { side: 'buy', entry: 1000, far: 990, spread: 2, atr: 40, zones: [] };

test('the stop lies a quarter of the range beyond the far edge, at least the spread and a tick; targets are 1 and 2 risks away', () => {
  assert.deepEqual(levelsOf(buy), { invalidation: 990, stop: 980, targets: [1020, 1040] });
  assert.deepEqual(levelsOf({ ...buy, spread: 15 }).stop, 975);
  assert.deepEqual(levelsOf({ ...buy, spread: Number.NaN, atr: Number.NaN }).stop, 989);
  const sell = levelsOf({ ...buy, side: 'sell', far: 1010 });
  assert.deepEqual(sell, { invalidation: 1010, stop: 1020, targets: [980, 960] });
});

test('what is proven wrong already counts from the entry', () => {
  assert.deepEqual(levelsOf({ ...buy, far: 1200 }), { invalidation: 1000, stop: 990, targets: [1010, 1020] });
});

test('a zone of the other side takes the place of the target that lies beyond it', () => {
  const targets = (...zones: Zone[]) => levelsOf({ ...buy, zones }).targets;
  assert.deepEqual(targets(zone('resistance', 1015, 1016)), [1015, 1040]);
  assert.deepEqual(targets(zone('resistance', 1030, 1031), zone('resistance', 1050, 1060)), [1020, 1030]);
  assert.deepEqual(targets(zone('resistance', 1055, 1060)), [1020, 1055]);
  assert.deepEqual(targets(zone('resistance', 1005, 1006)), [1020, 1040], 'too near');
  assert.deepEqual(targets(zone('resistance', 1100, 1106)), [1020, 1040], 'too far');
  assert.deepEqual(targets(zone('support', 1015, 1016)), [1020, 1040]);
});

test('stop, entry and targets are whole ticks in their order, whatever is given', () => {
  const ticks = fc.integer({ min: 1, max: 5000 });
  const measure = fc.oneof(fc.double({ min: 0, max: 200, noNaN: true }), fc.constant(Number.NaN));
  const zones = fc.array(
    fc
      .tuple(fc.constantFrom('support', 'resistance'), ticks)
      .map(([side, low]) => zone(side as 'support', low, low + 3)),
  );
  const given = fc.record({
    ...{ side: fc.constantFrom<'buy' | 'sell'>('buy', 'sell'), entry: fc.integer({ min: 2000, max: 3000 }) },
    ...{
      far: fc.oneof(ticks, fc.double({ min: 1500, max: 3500, noNaN: true })),
      spread: measure,
      atr: measure,
      zones,
    },
  });
  fc.assert(
    fc.property(given, (each) => {
      const sign = each.side === 'buy' ? 1 : -1;
      const { invalidation, stop, targets } = levelsOf(each);
      const all = [stop, invalidation, ...targets];
      assert.ok(all.every((price) => Number.isSafeInteger(price) && price >= 1));
      assert.ok((each.entry - invalidation) * sign >= 0 && (each.entry - stop) * sign > 0);
      assert.ok((targets[0] - each.entry) * sign > 0 || targets[0] === 1);
      assert.ok((targets[1] - targets[0]) * sign > 0 || targets[1] === 1);
    }),
  );
});
