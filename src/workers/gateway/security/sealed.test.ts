import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '../../../core/random.ts';
import { createSealed } from './sealed.ts';

const sealed = createSealed(systemRandom.hex(32), systemRandom);
const broken = { code: 'SEAL_BROKEN', kind: 'refused' };

test('what is sealed opens for its purpose, and looks different each time', () => {
  const one = sealed.seal('JBSWY3DP', 'totp ada');
  assert.equal(sealed.open(one, 'totp ada'), 'JBSWY3DP');
  assert.notEqual(sealed.seal('JBSWY3DP', 'totp ada'), one);
  assert.doesNotMatch(one, /JBSWY3DP/);
});

test("another's, another key's and changed texts do not open", () => {
  const text = sealed.seal('JBSWY3DP', 'totp ada');
  assert.throws(() => sealed.open(text, 'totp eve'), broken);
  assert.throws(() => createSealed(systemRandom.hex(32), systemRandom).open(text, 'totp ada'), broken);
  const bytes = Buffer.from(text.slice(3), 'base64url');
  for (let i = 0; i < bytes.length; i++) {
    const changed = Buffer.from(bytes);
    changed[i]! ^= 1;
    assert.throws(() => sealed.open(`v1.${changed.toString('base64url')}`, 'totp ada'), broken, `byte ${i}`);
  }
  for (const wrong of ['', 'v1.', 'v1.AAAA', text.slice(0, -4)])
    assert.throws(() => sealed.open(wrong, 'totp ada'), broken);
});
