import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barOfRows } from '../testing/arbitrary-flow.ts';
import { StackedZones } from './stacked-zones.ts';

/** Buyers far ahead of the sellers below them in rows 101 to 103. */
const stacked = [[0, 1], [9, 1], [9, 1], [9, 1], 1] as const;

test('a stack makes a zone of its ticks, which lives until a trade in it', () => {
  const zones = new StackedZones();
  const zone = { side: 'buy', openMs: 7, low: 1010, high: 1039 } as const;
  assert.deepEqual(zones.add(barOfRows(stacked, { openMs: 7 })), [zone]);
  assert.deepEqual(zones.touch(1040), []);
  assert.deepEqual(zones.live, [zone]);
  assert.deepEqual(zones.touch(1039), [zone]);
  assert.deepEqual(zones.live, []);
});

test('a later bar ends the zones in its range and leaves those beyond', () => {
  const zones = new StackedZones();
  zones.add(barOfRows(stacked));
  zones.add(barOfRows([[1, 1]], { firstRow: 104 }));
  assert.equal(zones.live.length, 1);
  zones.add(barOfRows([[1, 1]], { firstRow: 103 }));
  assert.equal(zones.live.length, 0);
});

test('zones are bounded: the oldest go', () => {
  const zones = new StackedZones();
  for (let i = 0; i < 300; i++) zones.add(barOfRows(stacked, { openMs: i, firstRow: 10 * i }));
  assert.deepEqual([zones.live.length, zones.live[0]?.openMs], [256, 44]);
});
