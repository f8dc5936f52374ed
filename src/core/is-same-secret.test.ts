import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSameSecret } from './is-same-secret.ts';

test('only the same bytes are the same secret, whatever their length', () => {
  assert.equal(isSameSecret('secret', 'secret'), true);
  assert.equal(isSameSecret(Buffer.from('secret'), 'secret'), true);
  for (const wrong of ['', 'secre', 'secrets', 'Secret']) assert.equal(isSameSecret(wrong, 'secret'), false);
});
