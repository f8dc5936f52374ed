import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pocOf } from '../bars/poc.ts';
import { valueAreaOf } from '../bars/value-area.ts';
import { barOf, barOfRows, trades } from '../testing/arbitrary-flow.ts';
import { profileOf, VolumeProfile } from './volume-profile.ts';

test('a profile of bars is that of their trades, also in higher rows', () => {
  fc.assert(
    fc.property(trades(), trades(), fc.constantFrom(10, 20, 50), (first, second, binTicks) => {
      const ofBars = new VolumeProfile(binTicks);
      ofBars.addBar(barOf(first));
      ofBars.addBar(barOf(second));
      const ofTrades = new VolumeProfile(binTicks);
      for (const { aggressor, price, size } of [...first, ...second]) ofTrades.add(aggressor, price, size);
      const seen = ({ rows, high, low, ask, bid }: VolumeProfile) => ({ rows, high, low, ask, bid });
      assert.deepEqual(seen(ofBars), seen(ofTrades));
      assert.deepEqual(valueAreaOf(ofBars), valueAreaOf(barOf([...first, ...second], binTicks)));
    }),
  );
});

test('a profile of a range holds the bars that opened in it', () => {
  const bars = [0, 60_000, 120_000].map((openMs) => barOfRows([[openMs / 60_000, 1]], { openMs }));
  const profile = profileOf(bars, { fromMs: 60_000, toMs: 120_000 }, 10);
  assert.deepEqual([profile.ask, profile.bid, pocOf(profile)?.row], [1, 1, 100]);
});

test('an empty profile has neither rows nor a point of control', () => {
  const profile = new VolumeProfile(10);
  assert.deepEqual([profile.rows, pocOf(profile), valueAreaOf(profile)], [[], undefined, undefined]);
});

test('bars whose rows would fall into two are refused', () => {
  assert.throws(() => new VolumeProfile(15).addBar(barOfRows([1])), /Rows of 10 ticks/);
});
