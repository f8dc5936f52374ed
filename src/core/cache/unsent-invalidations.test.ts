import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EVERYTHING, toTarget, UnsentInvalidations } from './unsent-invalidations.ts';

test('what could not be said is said once, all together', () => {
  const unsent = new UnsentInvalidations();
  assert.equal(unsent.isEmpty, true);
  unsent.add(toTarget({ keys: ['a', 'b'] }));
  unsent.add(toTarget({ keys: ['b', 'c'], tags: ['t'] }));
  assert.deepEqual(unsent.take(), { keys: ['a', 'b', 'c'], tags: ['t'], isAll: false });
  assert.equal(unsent.isEmpty, true);
});

test('more than is kept becomes everything, and everything takes the rest with it', () => {
  const unsent = new UnsentInvalidations();
  for (let i = 0; i <= 1000; i++) unsent.add(toTarget({ keys: [`k${i}`] }));
  assert.deepEqual(unsent.take(), EVERYTHING);
  unsent.add(toTarget({ keys: ['a'] }));
  unsent.add(EVERYTHING);
  unsent.add(toTarget({ keys: ['b'] }));
  assert.equal(unsent.mayCover('z'), true);
  assert.deepEqual(unsent.take(), EVERYTHING);
  assert.equal(unsent.mayCover('z'), false);
});

test('a key is in doubt when it was named, or when any tag was', () => {
  const unsent = new UnsentInvalidations();
  unsent.add(toTarget({ keys: ['a'] }));
  assert.deepEqual([unsent.mayCover('a'), unsent.mayCover('b')], [true, false]);
  unsent.add(toTarget({ tags: ['t'] }));
  assert.equal(unsent.mayCover('b'), true);
});

test('a target that names nothing, or more than a message carries, is everything', () => {
  assert.deepEqual(toTarget({}), EVERYTHING);
  assert.deepEqual(toTarget({ keys: [] }), EVERYTHING);
  assert.deepEqual(toTarget({ keys: Array.from({ length: 1001 }, (_, i) => `k${i}`) }), EVERYTHING);
  assert.deepEqual(toTarget({ keys: ['x'.repeat(257)] }), EVERYTHING);
});
