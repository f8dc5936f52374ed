import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeystore } from './keystore.ts';
import { parseLimits } from './limits/limits.ts';
import { Refusal } from './reasons.ts';
import { codeAt, createSecondFactorCheck } from './second-factor.ts';
import { exampleLimits } from './testing/example-limits.ts';

const secret = Buffer.from('12345678901234567890');
const STEP_MS = 30_000;
const codeFor = (wallMs: number) => codeAt(secret, Math.floor(wallMs / STEP_MS));

function reasonOf(run: () => void): string {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.reason;
    throw thrown;
  }
  return 'accepted';
}

test('codes are those of RFC 6238', () => {
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ] as const)
    assert.equal(codeFor(seconds * 1000).toString(), code);
});

test('a code is good once, and one step early or late', () => {
  const check = createSecondFactorCheck();
  const at = 10 * STEP_MS;
  const use = (codeMs: number) => reasonOf(() => check.check(secret, codeFor(codeMs), at, 0));
  assert.equal(use(at - 2 * STEP_MS), 'CODE_WRONG');
  assert.equal(use(at + 2 * STEP_MS), 'CODE_WRONG');
  assert.equal(use(at - STEP_MS), 'accepted');
  assert.equal(use(at - STEP_MS), 'CODE_WRONG');
  assert.equal(use(at + STEP_MS), 'accepted');
  assert.equal(use(at), 'CODE_WRONG', 'an older one was not used but is over');
});

test('codes of the time before the start do not count', () => {
  const check = createSecondFactorCheck();
  check.begin(10 * STEP_MS);
  for (const step of [9, 10, 11])
    assert.equal(
      reasonOf(() => check.check(secret, codeAt(secret, step), 10 * STEP_MS, 0)),
      'CODE_WRONG',
    );
  assert.equal(
    reasonOf(() => check.check(secret, codeAt(secret, 12), 11 * STEP_MS, 0)),
    'accepted',
  );
});

test('five wrong codes lock for a quarter of an hour, in which the right one is refused too', () => {
  const check = createSecondFactorCheck();
  const wrong = () => reasonOf(() => check.check(secret, Buffer.from('000000'), STEP_MS, 0));
  assert.deepEqual(
    [wrong(), wrong(), wrong(), wrong(), wrong()],
    [...Array(4).fill('CODE_WRONG'), 'CODE_LOCKED_OUT'],
  );
  const right = (nowMs: number) => reasonOf(() => check.check(secret, codeFor(STEP_MS), STEP_MS, nowMs));
  assert.equal(right(15 * 60_000 - 1), 'CODE_LOCKED_OUT');
  assert.equal(right(15 * 60_000), 'accepted');
});

test('a right code forgives the wrong ones before it', () => {
  const check = createSecondFactorCheck();
  const tryCode = (code: Buffer, step: number) =>
    reasonOf(() => check.check(secret, code, step * STEP_MS, 0));
  for (let step = 10; step < 20; step++) {
    for (let i = 0; i < 4; i++) assert.equal(tryCode(Buffer.from('12345'), step), 'CODE_WRONG');
    assert.equal(tryCode(codeAt(secret, step), step), 'accepted');
  }
});

test('recovery codes share the tries of the codes', () => {
  const check = createSecondFactorCheck();
  const recoveryCode = Buffer.from('0123456789abcdef');
  const keystore = createKeystore(parseLimits(exampleLimits()), { totpSecret: secret, recoveryCode });
  const recover = (code: Buffer) => reasonOf(() => check.checkRecovery(keystore, code, 0));
  assert.equal(recover(recoveryCode), 'accepted');
  for (let i = 0; i < 4; i++) assert.equal(recover(Buffer.from('x')), 'CODE_WRONG');
  assert.equal(
    reasonOf(() => check.check(secret, Buffer.from('000000'), STEP_MS, 0)),
    'CODE_LOCKED_OUT',
  );
  assert.equal(recover(recoveryCode), 'CODE_LOCKED_OUT');
});
