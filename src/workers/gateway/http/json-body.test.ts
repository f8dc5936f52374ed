import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTooDeep } from './json-body.ts';

test('only brackets outside of strings count', () => {
  assert.equal(isTooDeep('[[[]]]', 3), false);
  assert.equal(isTooDeep('[[[[]]]]', 3), true);
  assert.equal(isTooDeep('{"a":{"b":[1]}}', 3), false);
  assert.equal(isTooDeep('["[[[[[["]', 3), false);
  assert.equal(isTooDeep('["\\"[[[[[["]', 3), false);
  assert.equal(isTooDeep('["\\\\", [[[]]]]', 3), true);
  assert.equal(isTooDeep('[],[],[],[],[]', 3), false);
  assert.equal(isTooDeep('"never ended [[[[', 3), false);
});
