import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from './reasons.ts';
import { cost, deriveByScrypt, open, seal } from './sealed-file.ts';
import { deriveForTest } from './testing/test-signer.ts';

const words = Buffer.from('correct horse battery');
const payload = Buffer.from('what is kept');

function reasonOf(file: Buffer, passphrase = words, derive = deriveForTest): string {
  try {
    open(file, passphrase, derive);
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.reason;
    throw thrown;
  }
  return 'opened';
}

/** As somebody would who can compute a checksum. */
function withDigest(file: Buffer): Buffer {
  const body = file.subarray(0, -32);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

function withByte(file: Buffer, at: number, value: number): Buffer {
  const changed = Buffer.from(file);
  changed[at] = value;
  return withDigest(changed);
}

test('what was sealed is opened by the same passphrase and by no other', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array({ minLength: 1 }), (content, secret) => {
      const file = seal(Buffer.from(content), Buffer.from(secret), deriveForTest);
      assert.deepEqual(open(file, Buffer.from(secret), deriveForTest), Buffer.from(content));
      assert.equal(reasonOf(file, Buffer.concat([secret, Buffer.from('x')])), 'PASSPHRASE_WRONG');
    }),
  );
});

test('scrypt derives at its full cost, and the file says nothing of what is in it', () => {
  const file = seal(payload, words, deriveByScrypt);
  assert.deepEqual(open(file, words, deriveByScrypt), payload);
  assert.equal(reasonOf(file, Buffer.from('wrong'), deriveByScrypt), 'PASSPHRASE_WRONG');
  assert.ok(2 ** cost.logN >= 2 ** 17 && cost.r === 8 && cost.p === 1);
  assert.equal(file.indexOf(payload), -1);
});

test('the same content is never sealed to the same bytes', () => {
  const [one, other] = [seal(payload, words, deriveForTest), seal(payload, words, deriveForTest)];
  assert.notDeepEqual(one.subarray(11, 43), other.subarray(11, 43), 'salt');
  assert.notDeepEqual(one.subarray(43, 55), other.subarray(43, 55), 'nonce');
});

test('a file cut short, prolonged or with any bit changed is known as damaged or newer', () => {
  const file = seal(payload, words, deriveForTest);
  for (let cut = 0; cut < file.length; cut++)
    assert.equal(reasonOf(file.subarray(0, cut)), 'KEYSTORE_DAMAGED');
  assert.equal(reasonOf(Buffer.concat([file, Buffer.alloc(1)])), 'KEYSTORE_DAMAGED');
  for (let at = 0; at < file.length; at++) {
    const changed = Buffer.from(file);
    changed[at] = (changed[at] as number) ^ 0x10;
    // byte 7 is the version
    assert.equal(reasonOf(changed), at === 7 ? 'KEYSTORE_NEWER' : 'KEYSTORE_DAMAGED', `byte ${at}`);
  }
});

test('a change with a new checksum is refused as tampered, wherever it was made', () => {
  const file = seal(payload, words, deriveForTest);
  const contentAt = 59 + 32;
  for (let at = contentAt; at < file.length - 32; at++)
    assert.equal(reasonOf(withByte(file, at, (file[at] as number) ^ 1)), 'KEYSTORE_TAMPERED', `byte ${at}`);
  for (const at of [11, 43, 59]) // salt, nonce, proof: these stand for the passphrase
    assert.equal(reasonOf(withByte(file, at, (file[at] as number) ^ 1)), 'PASSPHRASE_WRONG');
});

test('a derivation that is too weak or too costly is refused before it is done', () => {
  const file = seal(payload, words, deriveForTest);
  const never = () => {
    throw new Error('derived');
  };
  for (const [at, value] of [
    [8, 16],
    [8, 20],
    [8, 255],
    [9, 1],
    [9, 255],
    [10, 0],
    [10, 2],
  ] as const)
    assert.equal(
      reasonOf(withByte(file, at, value), words, never),
      'KEYSTORE_UNSUPPORTED',
      `${at} = ${value}`,
    );
  assert.equal(reasonOf(withByte(file, 7, 2), words, never), 'KEYSTORE_NEWER');
});
