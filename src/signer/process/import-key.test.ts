import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeBase58 } from './base58.ts';
import { importKey } from './import-key.ts';
import { derivePublicKey, seedOf } from './key.ts';
import { Refusal } from './reasons.ts';

const seed = Buffer.alloc(32, 11);
const pair = Buffer.concat([seed, derivePublicKey(seed)]);
const toArray = (bytes: Buffer) => JSON.stringify([...bytes]);

function isRefused(given: Buffer): void {
  assert.throws(
    () => importKey('k', given),
    (thrown) => thrown instanceof Refusal && thrown.reason === 'KEY_UNREADABLE',
  );
}

test('each form in which wallets hand out a key gives the same key', () => {
  for (const given of [
    Buffer.from(seed),
    Buffer.from(pair),
    Buffer.from(encodeBase58(pair)),
    Buffer.from(` ${encodeBase58(seed)}\r\n`),
    Buffer.from(toArray(pair)),
    Buffer.from(`${toArray(pair).replaceAll(',', ' ,\n ')}\n`),
    Buffer.from(toArray(seed)),
  ]) {
    const key = importKey('k', given);
    assert.deepEqual(seedOf(key), seed);
    assert.equal(key.id, encodeBase58(pair.subarray(32)));
    assert.ok(
      given.every((byte) => byte === 0),
      'what was given is wiped',
    );
  }
});

test('a pair whose public half is of another key is refused', () => {
  isRefused(Buffer.concat([seed, Buffer.alloc(32, 1)]));
  isRefused(Buffer.from(encodeBase58(Buffer.concat([seed, Buffer.alloc(32, 1)]))));
});

test('numbers that are no bytes, too many or too few are refused', () => {
  const numbers = toArray(seed);
  for (const text of [
    numbers.replace('11', '256'),
    numbers.replace('11', ''),
    numbers.replace('11,11', '1 1,11,11'),
    numbers.replace('11', '-1'),
    numbers.replace('11', '0011'),
    numbers.replace(']', ',]'),
    numbers.replace(']', ''),
    `${numbers}]`,
    `[${numbers}]`,
    '[]',
    '[',
  ])
    isRefused(Buffer.from(text));
});

test('any other bytes are refused and wiped', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      fc.pre(bytes.length !== 32);
      const given = Buffer.from(bytes);
      isRefused(given);
      assert.ok(given.every((byte) => byte === 0));
    }),
  );
});
