import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { WindowedSizes } from './windowed-sizes.ts';

test('a quantile is that of the sizes in the window, to one part in 32', () => {
  const sizes = fc.array(fc.record({ pauseMs: fc.nat(300), size: fc.integer({ min: 1, max: 1e6 }) }), {
    minLength: 1,
    maxLength: 90,
  });
  fc.assert(
    fc.property(sizes, fc.constantFrom(0, 0.5, 0.9, 0.995, 1), (all, share) => {
      const windowed = new WindowedSizes(1000, 16);
      let nowMs = 0;
      const kept: { nowMs: number; size: number }[] = [];
      for (const { pauseMs, size } of all) {
        nowMs += pauseMs;
        windowed.add(nowMs, size);
        kept.push({ nowMs, size });
        const inside = kept.filter((one) => one.nowMs > nowMs - 1000).slice(-16);
        const sorted = inside.map((one) => one.size).sort((a, b) => a - b);
        const wanted = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1]!;
        assert.equal(windowed.length, sorted.length);
        const found = windowed.quantile(share);
        assert.ok(found <= wanted && found >= wanted - wanted / 32);
      }
    }),
  );
});

test('what is old goes by time alone, and of nothing there is no quantile', () => {
  const windowed = new WindowedSizes(1000, 16);
  assert.ok(Number.isNaN(windowed.quantile(0.5)));
  windowed.add(0, 5);
  windowed.advance(999);
  assert.equal(windowed.length, 1);
  windowed.advance(1000);
  assert.equal(windowed.length, 0);
});
