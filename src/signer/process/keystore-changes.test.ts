import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { generateKey, seedOf, wipeKey } from './key.ts';
import {
  createKeystore,
  generateSecondFactor,
  openKeystore,
  sealKeystore,
  wipeKeystore,
} from './keystore.ts';
import { parseLimits, toPlainLimits } from './limits/limits.ts';
import { exampleLimits } from './testing/example-limits.ts';
import { createLoadedSigner, createTestSigner, deriveForTest, passphrase } from './testing/test-signer.ts';

const changedLimits = () => ({ ...exampleLimits(), unlockMs: 60_000 });

test('a keystore is read back as it was written, whatever is in it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 60 }), { maxLength: 5 }), (labels) => {
      const keys = labels.map(generateKey);
      const keystore = { ...createKeystore(parseLimits(exampleLimits()), generateSecondFactor()), keys };
      const opened = openKeystore(
        sealKeystore(keystore, passphrase(), deriveForTest),
        passphrase(),
        deriveForTest,
      );
      assert.deepEqual(opened, keystore);
      assert.deepEqual(toPlainLimits(opened.limits), exampleLimits());
    }),
  );
});

test('wiping leaves no byte of a seed or of the second factor', () => {
  const keys = [generateKey('a'), generateKey('b')];
  const keystore = { ...createKeystore(parseLimits(exampleLimits()), generateSecondFactor()), keys };
  wipeKeystore(keystore);
  for (const bytes of [keystore.totpSecret, ...keys.map(seedOf)])
    assert.ok(bytes.every((byte) => byte === 0));
  const key = generateKey('c');
  wipeKey(key);
  assert.ok(key.pkcs8.every((byte) => byte === 0));
});

test('each change gives new bytes and leaves what is loaded as it is', () => {
  const { ask, keystore, keyId } = createLoadedSigner();
  const added = ask('generateKey', [keystore, passphrase()], { label: 'second' });
  assert.equal(added.facts['generation'], 3);
  assert.equal((added.facts['keys'] as unknown[]).length, 2);
  assert.equal((ask('status').facts['keys'] as unknown[]).length, 1);
  const removed = ask('removeKey', [added.parts[0] as Buffer, passphrase()], { keyId });
  assert.deepEqual(removed.facts['keys'], [{ id: added.facts['keyId'], label: 'second' }]);
  assert.equal(ask('removeKey', [removed.parts[0] as Buffer, passphrase()], { keyId }).reason, 'KEY_UNKNOWN');
});

test('a key is added once', () => {
  const { ask, keystore } = createLoadedSigner();
  const added = ask('importKey', [keystore, passphrase(), Buffer.alloc(32, 5)], { label: 'a' });
  const again = ask('importKey', [added.parts[0] as Buffer, passphrase(), Buffer.alloc(32, 5)], {
    label: 'b',
  });
  assert.deepEqual([again.reason, again.facts], ['KEY_EXISTS', { keyId: added.facts['keyId'] }]);
});

test('a new passphrase takes the place of the old one', () => {
  const { ask, keystore, pass } = createLoadedSigner();
  const next = () => Buffer.from('another long passphrase');
  assert.equal(
    ask('changePassphrase', [keystore, passphrase(), Buffer.from('short')]).reason,
    'PASSPHRASE_WEAK',
  );
  const [file] = ask('changePassphrase', [keystore, passphrase(), next()]).parts as [Buffer];
  assert.equal(ask('load', [file, passphrase()]).reason, 'PASSPHRASE_WRONG');
  pass(1000);
  assert.equal(ask('load', [file, next()]).outcome, 'done');
});

test('limits are changed only while unlocked, for the keystore that is loaded', () => {
  const { ask, keystore, unlock } = createLoadedSigner();
  const change = (file: Buffer) => ask('changeLimits', [file, passphrase()], { limits: changedLimits() });
  assert.equal(change(keystore).reason, 'LOCKED');
  unlock();
  assert.equal(change(createLoadedSigner().keystore).reason, 'OTHER_LOADED');
  const changed = change(keystore);
  assert.deepEqual(changed.facts['limits'], changedLimits());
  assert.equal(ask('load', [changed.parts[0] as Buffer, passphrase()]).outcome, 'done');
  const limits = { ...exampleLimits(), unlockMs: -1 };
  assert.deepEqual(ask('changeLimits', [keystore, passphrase()], { limits }).facts, {
    at: 'limits.unlockMs',
    wants: 'must be a whole number from 1000 to 3600000',
  });
});

test('limits that would not fit into an answer are refused', () => {
  const { ask, keystore, unlock } = createLoadedSigner();
  unlock();
  const limits = changedLimits() as { keys: Record<string, unknown>; eachKey: unknown };
  for (let i = 0; i < 300; i++) limits.keys[generateKey('k').id] = limits.eachKey;
  assert.equal(ask('changeLimits', [keystore, passphrase()], { limits }).reason, 'LIMITS_INVALID');
});

test('a lost authenticator is replaced by the recovery code, which is good for no other keystore', () => {
  const { ask, keystore, recoveryCode, totpSecret } = createLoadedSigner();
  const replace = (code: Buffer) => ask('replaceSecondFactor', [keystore, passphrase(), code]);
  assert.equal(replace(Buffer.alloc(0)).reason, 'LOCKED');
  assert.equal(replace(createLoadedSigner().recoveryCode).reason, 'CODE_WRONG');
  const { parts } = replace(recoveryCode);
  const [file, newSecret, newCode] = parts as [Buffer, Buffer, Buffer];
  assert.ok(newSecret.length === 20 && !newSecret.equals(totpSecret));
  assert.ok(newCode.length === 16 && !newCode.equals(recoveryCode));
  const fresh = createTestSigner();
  assert.equal(fresh.ask('load', [file, passphrase()]).outcome, 'done');
  fresh.pass(60_000);
  assert.equal(fresh.ask('unlockWithdrawals', [fresh.codeNow(totpSecret)]).reason, 'CODE_WRONG');
  assert.equal(fresh.ask('unlockWithdrawals', [fresh.codeNow(newSecret)]).outcome, 'done');
});

test('a passphrase that is too short makes no keystore', () => {
  const { ask } = createTestSigner();
  assert.equal(
    ask('create', [Buffer.from('elevenchars')], { limits: exampleLimits() }).reason,
    'PASSPHRASE_WEAK',
  );
  assert.equal(ask('create', [passphrase()], {}).reason, 'LIMITS_INVALID');
});
