import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdingsOfPool, isReadablePool, POOL_HEAD_BYTES } from './pool-accounts.ts';

const CPMM = 'CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C';
const CURVE = '6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P';

test('the vaults of a pool are found where its program keeps them', () => {
  const data = new Uint8Array(POOL_HEAD_BYTES);
  data.fill(1, 72, 104);
  data.fill(2, 104, 136);
  const found = holdingsOfPool(CPMM, data);
  assert.equal(found?.type, 'vaults');
  assert.deepEqual(found?.type === 'vaults' && found.vaults, [
    '4vJ9JU1bJJE96FWSJKvHsmmFADCg4gpZQff4P3bkLKi',
    '8qbHbw2BbbTHBW1sbeqakYXVKRQM8Ne7pLK7m6CVfeR',
  ]);
});

test('a bonding curve counts its own lamports', () => {
  const data = new Uint8Array(64);
  new DataView(data.buffer).setBigUint64(32, 85_000_000_000n, true);
  assert.deepEqual(holdingsOfPool(CURVE, data), { type: 'lamports', lamports: 85_000_000_000n });
});

test('an account that is too short and a program that nobody knows have nothing to tell', () => {
  assert.equal(holdingsOfPool(CPMM, new Uint8Array(135)), null);
  assert.equal(holdingsOfPool(CURVE, new Uint8Array(39)), null);
  assert.equal(holdingsOfPool('11111111111111111111111111111111', new Uint8Array(400)), null);
  assert.equal(isReadablePool(CPMM), true);
  assert.equal(isReadablePool('11111111111111111111111111111111'), false);
  assert.equal(isReadablePool('constructor'), false);
});
