import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '../../../core/random.ts';
import { createTotpSecret, toTotpStep, toTotpUri } from './totp.ts';

/** RFC 6238, appendix B, the last six digits of its SHA-1 column. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test('the codes are those of RFC 6238', () => {
  for (const [seconds, code] of [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ] as const)
    assert.equal(toTotpStep(secret, code, seconds * 1000), Math.floor(seconds / 30));
});

test('the neighbours of the present code count as their own step, others not', () => {
  const atMs = 1_111_111_109_000;
  const step = Math.floor(atMs / 30_000);
  assert.equal(toTotpStep(secret, '081804', atMs + 30_000), step);
  assert.equal(toTotpStep(secret, '081804', atMs - 30_000), step);
  assert.equal(toTotpStep(secret, '081804', atMs + 90_000), undefined);
  assert.equal(toTotpStep(secret, '000000', atMs), undefined);
});

test('a new secret has 160 bits and stands in the address that a phone reads', () => {
  const made = createTotpSecret(systemRandom);
  assert.match(made, /^[A-Z2-7]{32}$/);
  assert.match(toTotpUri(made, 'ada'), new RegExp(`^otpauth://totp/Zapflow:ada\\?.*secret=${made}`));
});
