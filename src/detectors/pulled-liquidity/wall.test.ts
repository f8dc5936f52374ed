import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Wall } from './wall.ts';

const wallOf = (first: number, ...changes: readonly (readonly [eventMs: number, lots: number])[]) => {
  const wall = new Wall(100, true, first, 500);
  for (const [eventMs, lots] of changes) wall.change(lots, eventMs, eventMs - 10);
  return wall;
};

test('a loss counts from the largest size that was left in the time', () => {
  const wall = wallOf(1000, [100, 900], [200, 400], [300, 100]);
  const loss = wall.lossSince(150, 0.4);
  assert.deepEqual(loss, { fromLots: 900, setMs: 100, seenMs: 190, leftMs: 200, wasSmall: false });
  assert.equal(wall.lossSince(100, 0.4)?.fromLots, 1000);
  assert.equal(wall.lossSince(250, 0.4)?.fromLots, 400);
});

test('a size that only grew lost nothing', () => {
  assert.equal(wallOf(100, [100, 900], [200, 1000]).lossSince(0, 0.4), undefined);
});

test('what was small, large and small was small before', () => {
  assert.equal(wallOf(100, [100, 1000], [200, 100]).lossSince(50, 0.4)?.wasSmall, true);
  assert.equal(wallOf(500, [100, 1000], [200, 100]).lossSince(50, 0.4)?.wasSmall, false);
  assert.equal(wallOf(100, [100, 1000], [200, 100]).lossSince(150, 0.4)?.wasSmall, false);
});

test('what was told is forgotten', () => {
  const wall = wallOf(1000, [100, 100]);
  wall.forget();
  assert.equal(wall.lots, 100);
  assert.equal(wall.lossSince(0, 0.4), undefined);
});

test('the loss is that of all sizes left since then, however many changes there were', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), fc.nat(1000)), { maxLength: 60 });
  fc.assert(
    fc.property(steps, fc.nat(3000), (list, fromMs) => {
      let nowMs = 0;
      const changes = list.map(([afterMs, lots]) => {
        nowMs += afterMs;
        return [nowMs, lots] as const;
      });
      const sizes = [700, ...changes.map(([, lots]) => lots)];
      const left = sizes.filter((_, i) => i === changes.length || changes[i]![0] >= fromMs);
      const wall = wallOf(700, ...changes);
      const largest = Math.max(...left);
      assert.equal(wall.largestSince(fromMs), largest);
      assert.equal(wall.lossSince(fromMs, 0)?.fromLots, largest > wall.lots ? largest : undefined);
    }),
  );
});
