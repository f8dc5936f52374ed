import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getBase58Codec } from '@solana/kit';
import fc from 'fast-check';
import { parseBase58, toBase58 } from './base58.ts';

const reference = getBase58Codec();

test('any bytes come back, and are written as others write them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 96 }), (bytes) => {
      const text = toBase58(bytes);
      assert.equal(text, reference.decode(bytes));
      assert.deepEqual(parseBase58(text), bytes);
    }),
    { numRuns: 2000 },
  );
});

test('zeros in front are kept, and no bytes are no letters', () => {
  assert.equal(toBase58(new Uint8Array(32)), '11111111111111111111111111111111');
  assert.deepEqual(parseBase58('111'), new Uint8Array(3));
  assert.equal(toBase58(new Uint8Array()), '');
  assert.deepEqual(parseBase58(''), new Uint8Array());
});

test('what is no base58 is refused', () => {
  for (const text of ['0', 'O', 'I', 'l', 'a b', 'é', '1'.repeat(5000)])
    assert.equal(parseBase58(text), undefined, text);
});
