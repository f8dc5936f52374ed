import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeBase58, encodeBase58, parseAddress } from './base58.ts';

test('what was encoded is decoded to the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (bytes) => {
      const text = Buffer.from(encodeBase58(Buffer.from(bytes)));
      assert.deepEqual(decodeBase58(text, bytes.length), Buffer.from(bytes));
    }),
  );
});

test('known texts are read as everybody reads them', () => {
  assert.equal(encodeBase58(Buffer.from('Hello World!')), '2NEpo7TZRRrLZSi2U');
  assert.equal(encodeBase58(Buffer.alloc(32)), '1'.repeat(32));
  assert.deepEqual(parseAddress('1'.repeat(32)), Buffer.alloc(32));
});

test('text of another length or alphabet is nothing', () => {
  const full = encodeBase58(Buffer.alloc(32, 255));
  for (const text of [
    '',
    '0',
    'l',
    'é',
    ' ',
    full.slice(2),
    `${full}1`,
    `1${full}`,
    '1'.repeat(31),
    'z'.repeat(44),
  ])
    assert.equal(parseAddress(text), undefined, text);
  assert.equal(parseAddress(7), undefined);
});

test('any bytes are read or refused, never a throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(64), (text, size) => {
      const bytes = decodeBase58(Buffer.from(text), size);
      assert.ok(bytes === undefined || bytes.length === size);
    }),
  );
});
