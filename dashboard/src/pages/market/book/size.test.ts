import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimalsAmong } from './size.ts';

test('sizes are written with as many digits as the longest of them needs', () => {
  assert.equal(decimalsAmong(['0.01341000', '0.90004000', '3.00000000']), 5);
  assert.equal(decimalsAmong(['12', '3.000']), 0);
  assert.equal(decimalsAmong([]), 0);
});
