import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAddress } from './base58.ts';
import { PacketInvalid } from './packet.ts';
import { createSigner } from './signer.ts';
import { SYSTEM } from './solana/programs.ts';
import { encodeMessage, sendSol } from './testing/encode-message.ts';
import { exampleLimits, friend, tip } from './testing/example-limits.ts';
import { isSignedBy } from './testing/mainnet.ts';
import { createLoadedSigner, createTestSigner, deriveForTest, passphrase } from './testing/test-signer.ts';

const tipOf = (keyId: string) => encodeMessage({ payer: keyId, instructions: [sendSol(keyId, tip, 1000n)] });
const withdrawalOf = (keyId: string) =>
  encodeMessage({ payer: keyId, instructions: [sendSol(keyId, friend, 1000n)] });

test('a loaded signer signs a trade and nothing is needed to keep it armed', () => {
  const { ask, keyId, pass } = createLoadedSigner();
  const message = tipOf(keyId);
  pass(365 * 24 * 3_600_000);
  const { outcome, parts } = ask('sign', [message], { keyId });
  assert.equal(outcome, 'done');
  assert.ok(isSignedBy(keyId, message, parts[0] as Buffer));
});

test('before it is loaded and after it is wiped it signs nothing', () => {
  const { ask, keyId, keystore, counted } = createLoadedSigner();
  const before = counted.collections;
  assert.equal(ask('wipe').outcome, 'done');
  assert.equal(counted.collections, before + 1, 'native copies are freed');
  assert.equal(ask('sign', [tipOf(keyId)], { keyId }).reason, 'NOT_LOADED');
  assert.equal(ask('status').facts['isLoaded'], false);
  assert.equal(ask('load', [keystore, passphrase()]).outcome, 'done');
});

test('withdrawals and export work only between a code and the end of its time', () => {
  const { ask, keyId, unlock, pass } = createLoadedSigner();
  const both = () => [
    ask('withdraw', [withdrawalOf(keyId)], { keyId }).reason,
    ask('exportKey', [], { keyId }).reason,
  ];
  assert.deepEqual(both(), ['LOCKED', 'LOCKED']);
  assert.equal(unlock().facts['unlockedForMs'], 300_000);
  assert.deepEqual(both(), [undefined, undefined]);
  pass(299_999);
  assert.deepEqual(both(), [undefined, undefined]);
  pass(1);
  assert.deepEqual(both(), ['LOCKED', 'LOCKED']);
});

test('lock, loading again and wiping end the unlocked time at once', () => {
  for (const end of ['lock', 'load', 'wipe']) {
    const { ask, keyId, unlock, keystore } = createLoadedSigner();
    unlock();
    ask(end, end === 'load' ? [keystore, passphrase()] : []);
    if (end === 'wipe') ask('load', [keystore, passphrase()]);
    assert.equal(ask('exportKey', [], { keyId }).reason, 'LOCKED', end);
  }
});

test('a code that was used does not count again after wiping and loading', () => {
  const { ask, unlock, keystore, codeNow, totpSecret } = createLoadedSigner();
  unlock();
  ask('wipe');
  ask('load', [keystore, passphrase()]);
  assert.equal(ask('unlockWithdrawals', [codeNow(totpSecret)]).reason, 'CODE_WRONG');
});

test('an exported key is the seed and its public key', () => {
  const { ask, keyId, unlock } = createLoadedSigner();
  unlock();
  const [pair] = ask('exportKey', [], { keyId }).parts as [Buffer];
  assert.deepEqual(pair.subarray(32), parseAddress(keyId));
  const other = createLoadedSigner();
  const imported = other.ask('importKey', [other.keystore, passphrase(), pair], { label: 'moved' });
  assert.equal(imported.facts['keyId'], keyId);
  other.ask('load', [imported.parts[0] as Buffer, passphrase()]);
  const { parts } = other.ask('sign', [tipOf(keyId)], { keyId });
  assert.ok(isSignedBy(keyId, tipOf(keyId), parts[0] as Buffer));
});

test('a trade that is signed counts against the limits, one that is refused does not', () => {
  const { ask, keyId } = createLoadedSigner();
  const bad = encodeMessage({ payer: keyId, instructions: [sendSol(keyId, friend, 1n)] });
  for (let i = 0; i < 20; i++) assert.equal(ask('sign', [bad], { keyId }).reason, 'DESTINATION_NOT_LISTED');
  const outcomes = Array.from({ length: 6 }, () => ask('sign', [tipOf(keyId)], { keyId }).reason);
  assert.deepEqual(outcomes, [...Array(5).fill(undefined), 'RATE_EXCEEDED']);
});

test('a withdrawal that is signed counts against rates and the amount of a day, as a trade does', () => {
  const { ask, keyId, unlock, pass } = createLoadedSigner();
  unlock();
  const message = encodeMessage({ payer: keyId, instructions: [sendSol(keyId, friend, 1_000_000n)] });
  const withdraw = () => ask('withdraw', [message], { keyId }).reason;
  assert.deepEqual([withdraw(), withdraw(), withdraw()], [undefined, undefined, undefined]);
  assert.equal(withdraw(), 'DAILY_AMOUNT_EXCEEDED');
  const small = () => ask('withdraw', [withdrawalOf(keyId)], { keyId }).reason;
  pass(24 * 3_600_000 + 3_600_000);
  unlock();
  const outcomes = Array.from({ length: 6 }, small);
  assert.deepEqual(outcomes, [...Array(5).fill(undefined), 'RATE_EXCEEDED']);
});

test('loading again gives no new allowance', () => {
  const { ask, keyId, keystore } = createLoadedSigner();
  for (let i = 0; i < 5; i++) ask('sign', [tipOf(keyId)], { keyId });
  ask('wipe');
  ask('load', [keystore, passphrase()]);
  assert.equal(ask('sign', [tipOf(keyId)], { keyId }).reason, 'RATE_EXCEEDED');
});

test('another keystore, an older one and a wrong passphrase do not replace what is loaded', () => {
  const { ask, keyId, keystore } = createLoadedSigner();
  const { keystore: other } = createLoadedSigner();
  assert.equal(ask('load', [other, passphrase()]).reason, 'OTHER_LOADED');
  const newer = ask('generateKey', [keystore, passphrase()], { label: 'second' }).parts[0] as Buffer;
  assert.equal(ask('load', [newer, passphrase()]).outcome, 'done');
  assert.equal(ask('load', [keystore, passphrase()]).reason, 'KEYSTORE_OLDER');
  assert.equal(ask('generateKey', [keystore, passphrase()], { label: 'x' }).reason, 'KEYSTORE_OLDER');
  assert.equal(ask('load', [newer, Buffer.from('wrong')]).reason, 'PASSPHRASE_WRONG');
  assert.equal(ask('sign', [tipOf(keyId)], { keyId }).outcome, 'done');
});

test('wrong passphrases make the next try wait, longer each time, whatever it is for', () => {
  const { ask, pass } = createTestSigner();
  const { keystore } = createLoadedSigner();
  const tryWith = (words: string) => ask('load', [keystore, Buffer.from(words)]);
  assert.equal(tryWith('wrong').reason, 'PASSPHRASE_WRONG');
  assert.deepEqual(tryWith('correct horse battery').facts, { forMs: 1000 });
  assert.equal(ask('removeKey', [keystore, passphrase()], { keyId: 'x' }).reason, 'PASSPHRASE_WAIT');
  pass(1000);
  tryWith('wrong');
  assert.deepEqual(tryWith('wrong').facts, { forMs: 2000 });
  for (let i = 0; i < 10; i++) {
    pass(60_000);
    tryWith('wrong');
  }
  assert.deepEqual(tryWith('wrong').facts, { forMs: 60_000 });
  pass(60_000);
  assert.equal(tryWith('correct horse battery').outcome, 'done');
  assert.equal(tryWith('wrong').reason, 'PASSPHRASE_WRONG');
  assert.deepEqual(tryWith('wrong').facts, { forMs: 1000 });
});

test('whatever is not in its list, or has other parts or fields, is refused', () => {
  const { ask, keyId, keystore } = createLoadedSigner();
  for (const kind of ['', 'toString', '__proto__', 'signAnything', 'SIGN'])
    assert.equal(ask(kind).reason, 'REQUEST_UNKNOWN', kind);
  assert.equal(ask('sign', [], { keyId }).reason, 'REQUEST_INVALID');
  assert.equal(ask('sign', [tipOf(keyId), tipOf(keyId)], { keyId }).reason, 'REQUEST_INVALID');
  assert.equal(ask('sign', [tipOf(keyId)], { keyId: 7 }).reason, 'REQUEST_INVALID');
  assert.equal(ask('sign', [tipOf(keyId)], { keyId: SYSTEM }).reason, 'KEY_UNKNOWN');
  for (const label of ['', 'x'.repeat(61), 'a\nb', '\u202e'])
    assert.equal(ask('generateKey', [keystore, passphrase()], { label }).reason, 'REQUEST_INVALID');
});

test('a request without an id is no request', () => {
  const doors = { wallMs: () => 0, monotonicMs: () => 0, derive: deriveForTest, collectGarbage: () => {} };
  for (const id of [undefined, '1', 1.5, null])
    assert.throws(
      () => createSigner(doors).answer({ header: { id, kind: 'status' }, parts: [] }),
      PacketInvalid,
    );
});

test('status tells which keys there are and never what is secret', () => {
  const { ask, keyId, totpSecret } = createLoadedSigner();
  const { facts } = ask('status');
  assert.deepEqual(facts['keys'], [{ id: keyId, label: 'main' }]);
  assert.deepEqual(facts['limits'], exampleLimits());
  assert.ok(!JSON.stringify(facts).includes(totpSecret.toString('hex')));
});
