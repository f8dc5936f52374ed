import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toProfile } from './profile-rows.ts';

const view = {
  fromMs: null,
  binSize: '0.5',
  poc: '101.0',
  valueAreaHigh: '101.5',
  valueAreaLow: '100.5',
  rows: Array.from({ length: 6 }, (_, i): [string, string, string] => [
    (100 + i / 2).toFixed(1),
    String(i),
    '1',
  ]),
};

test('rows are as high as their bin, and those of the value area are told', () => {
  const { rows, largest, poc } = toProfile(view);
  assert.deepEqual(rows[2], { low: 101, high: 101.5, sold: 2, bought: 1, isInValueArea: true });
  assert.deepEqual(
    rows.map(({ isInValueArea }) => isInValueArea),
    [false, true, true, true, false, false],
  );
  assert.deepEqual([largest, poc], [6, 101]);
});

test('too many rows are drawn together, and nothing is lost on the way', () => {
  const { rows } = toProfile(view, 2);
  assert.deepEqual(
    rows.map(({ low, high, sold }) => [low, high, sold]),
    [
      [100, 101.5, 3],
      [101.5, 103, 12],
    ],
  );
});

test('an empty profile has no rows and no largest', () => {
  const { rows, largest } = toProfile({
    ...view,
    poc: null,
    valueAreaHigh: null,
    valueAreaLow: null,
    rows: [],
  });
  assert.deepEqual([rows, largest], [[], 0]);
});
