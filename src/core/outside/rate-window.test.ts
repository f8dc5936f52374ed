import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRateWindow } from './rate-window.ts';

test('taking weight as soon as it fits never exceeds the limit in any stretch, and never waits for nothing', () => {
  const steps = fc.array(fc.record({ weight: fc.integer({ min: 1, max: 10 }), idleMs: fc.nat(700) }), {
    maxLength: 150,
  });
  fc.assert(
    fc.property(steps, fc.integer({ min: 10, max: 30 }), (asked, limit) => {
      const perMs = 1000;
      const window = createRateWindow({ limit, perMs });
      const taken: { atMs: number; weight: number }[] = [];
      const weightIn = (fromMs: number, toMs: number) =>
        taken.reduce((sum, { atMs, weight }) => (atMs >= fromMs && atMs < toMs ? sum + weight : sum), 0);
      let nowMs = 0;
      for (const { weight, idleMs } of asked) {
        nowMs += idleMs;
        const waitMs = window.waitMs(nowMs, weight);
        // One millisecond less would have been too early.
        if (waitMs > 0) assert.ok(weightIn(nowMs + waitMs - perMs, nowMs + waitMs) + weight > limit);
        nowMs += waitMs;
        assert.equal(window.waitMs(nowMs, weight), 0);
        window.take(nowMs, weight);
        taken.push({ atMs: nowMs, weight });
      }
      for (const { atMs } of taken) assert.ok(weightIn(atMs, atMs + perMs) <= limit);
    }),
  );
});

test('weight comes free when its time is over and not a millisecond before', () => {
  const window = createRateWindow({ limit: 10, perMs: 1000 });
  window.take(0, 10);
  assert.equal(window.waitMs(999, 10), 1);
  assert.equal(window.waitMs(1000, 10), 0);
});

test('weight that the provider counted and we did not send is counted as sent now', () => {
  const window = createRateWindow({ limit: 100, perMs: 60_000 });
  window.take(0, 10);
  window.countedByProvider(1000, 90);
  assert.equal(window.used(1000), 90);
  assert.equal(window.waitMs(1000, 20), 59_000);
  window.countedByProvider(2000, 5);
  assert.equal(window.used(2000), 90);
});

test('a limit can become stricter only, and what is heavier than it never goes', () => {
  const window = createRateWindow({ limit: 10, perMs: 1000 });
  window.tighten(5);
  window.tighten(50);
  assert.equal(window.limit, 5);
  assert.equal(window.waitMs(0, 6), Infinity);
});
