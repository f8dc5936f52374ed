import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RollingMoments } from './rolling-moments.ts';

test('mean and deviation are those of the last samples, computed anew', () => {
  const samples = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), samples, (length, all) => {
      const moments = new RollingMoments(length);
      for (const sample of all) moments.push(sample);
      const held = all.slice(-length);
      const mean = held.reduce((sum, each) => sum + each, 0) / held.length;
      const variance = held.reduce((sum, each) => sum + (each - mean) ** 2, 0) / held.length;
      assert.equal(moments.count, held.length);
      assert.ok(Math.abs(moments.mean - mean) < 1e-6);
      // the difference of two squares: near zero its root is no more exact than this
      assert.ok(Math.abs(moments.deviation - Math.sqrt(variance)) < 0.1);
    }),
  );
});

test('without a sample there is neither mean nor deviation', () => {
  const moments = new RollingMoments(3);
  assert.deepEqual([moments.count, moments.mean, moments.deviation], [0, Number.NaN, Number.NaN]);
});
