import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { convertPrice, formatPrice, inversePrice, ONE, parsePrice, priceOf } from './price.ts';

test('a price is read from text and from numbers of JSON, also where these have an exponent', () => {
  const read = (given: string | number) => {
    const price = parsePrice(given);
    return price === null ? null : formatPrice(price);
  };
  assert.equal(read('152.4'), '152.4');
  assert.equal(read(3.04e-7), '0.000000304');
  assert.equal(read('1.5E3'), '1500');
  assert.equal(read('0.000000000000000000000001'), '0.000000000000000000000001');
  for (const none of ['', '-1', '0', 'NaN', '1,5', '1e-30', '1e999', Number.NaN, Infinity, ' 1', '0x10'])
    assert.equal(read(none), null, String(none));
});

test('what is formatted is read as the same', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 60n }), (price) => {
      assert.equal(parsePrice(formatPrice(price)), price);
    }),
  );
});

test('the price of a swap is what was paid for one whole token', () => {
  const sol = (lamports: bigint) => ({ atoms: lamports, decimals: 9 });
  const token = (atoms: bigint) => ({ atoms, decimals: 6 });
  assert.equal(formatPrice(priceOf(sol(2_000_000_000n), token(4_000_000n)) ?? 0n), '0.5');
  assert.equal(
    formatPrice(priceOf(sol(30_000_000_000n), token(1_073_000_000_000_000n)) ?? 0n),
    '0.000000027958993476234855',
  );
  assert.equal(priceOf(sol(1n), token(0n)), null);
  assert.equal(priceOf(sol(0n), token(1n)), null);
});

test('a price in SOL becomes one in dollars and comes back', () => {
  const inSol = parsePrice('0.5') ?? 0n;
  const solUsd = parsePrice('150') ?? 0n;
  assert.equal(formatPrice(convertPrice(inSol, solUsd)), '75');
  assert.equal(inversePrice(convertPrice(inSol, solUsd), solUsd), inSol);
  assert.equal(convertPrice(inSol, ONE), inSol);
});
