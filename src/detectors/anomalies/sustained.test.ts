import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sustained } from './sustained.ts';

test('a grade counts once it was held for its time', () => {
  const sustained = new Sustained(1000, 2);
  assert.deepEqual(
    [0, 500, 999, 1000, 5000].map((ms) => sustained.see(1, ms)),
    [0, 0, 0, 1, 1],
  );
});

test('a break begins it anew', () => {
  const sustained = new Sustained(1000, 2);
  sustained.see(1, 0);
  sustained.see(0, 900);
  assert.deepEqual([sustained.see(1, 950), sustained.see(1, 1900), sustained.see(1, 1950)], [0, 0, 1]);
});

test('a higher grade also holds the lower one', () => {
  const sustained = new Sustained(1000, 2);
  sustained.see(2, 0);
  assert.equal(sustained.see(1, 1000), 1);
  assert.equal(sustained.see(2, 1500), 1);
  assert.equal(sustained.see(2, 2500), 2);
});

test('what was held is forgotten', () => {
  const sustained = new Sustained(1000, 1);
  sustained.see(1, 0);
  sustained.reset();
  assert.equal(sustained.see(1, 1500), 0);
});
