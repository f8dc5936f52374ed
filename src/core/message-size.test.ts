import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serialize } from 'node:v8';
import fc from 'fast-check';
import { checkSize } from './message-size.ts';

const fits = (value: unknown, limitBytes: number): boolean => {
  try {
    checkSize(['head', value], 1, limitBytes);
    return true;
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'MESSAGE_TOO_LARGE');
    return false;
  }
};

test('what is much larger than the limit never passes', () => {
  const value = fc.jsonValue({ maxDepth: 4, noUnicodeString: false } as object);
  fc.assert(
    fc.property(value, fc.integer({ min: 1, max: 4000 }), (sample, limit) => {
      if (fits(sample, limit)) assert.ok(serialize(sample).byteLength <= 3 * limit + 64);
    }),
  );
});

test('what is well below the limit always passes', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (sample) => {
      assert.ok(fits(sample, 100 + 20 * serialize(sample).byteLength));
    }),
  );
});

test('text, bytes, maps, sets and deep arrays all count', () => {
  const limit = 1000;
  const large: unknown[] = [
    'x'.repeat(501),
    new Uint8Array(1001),
    new ArrayBuffer(1001),
    Buffer.alloc(1001),
    new Map([['k', 'x'.repeat(600)]]),
    new Map([['x'.repeat(600), 1]]),
    new Set(['x'.repeat(600)]),
    Array.from({ length: 200 }, () => 1),
    new Array(1_000_000_000),
    { a: { b: { c: 'x'.repeat(600) } } },
    { ['x'.repeat(600)]: 1 },
  ];
  for (const value of large) assert.equal(fits(value, limit), false);
  assert.equal(fits('x'.repeat(499), limit), true);
});

test('shared memory weighs nothing, because it does not travel', () => {
  assert.equal(fits(new SharedArrayBuffer(10_000), 100), true);
});

test('a value without end is too large, not an endless walk', () => {
  const ring: Record<string, unknown> = {};
  ring['left'] = ring;
  ring['right'] = ring;
  assert.equal(fits(ring, 2 ** 20), false);
  let deep: unknown = 1;
  for (let i = 0; i < 100_000; i++) deep = { deep };
  assert.equal(fits(deep, 2 ** 20), false);
});

test('the sum over the values of a message counts, from the given place on', () => {
  assert.throws(() => checkSize(['x'.repeat(30), 'x'.repeat(30)], 0, 100), { code: 'MESSAGE_TOO_LARGE' });
  checkSize(['x'.repeat(1000), 'x'.repeat(30)], 1, 100);
});

test('a view counts with the whole buffer that is cloned with it, shared memory not at all', () => {
  const view = new Uint8Array(new ArrayBuffer(5000), 10, 4);
  assert.throws(() => checkSize([view], 0, 4000), { code: 'MESSAGE_TOO_LARGE' });
  checkSize([new Uint8Array(new SharedArrayBuffer(5000))], 0, 100);
});

test('a big integer counts by its digits', () => {
  const big = 1n << 80_000n;
  assert.throws(() => checkSize([big], 0, 9000), { code: 'MESSAGE_TOO_LARGE' });
  assert.throws(() => checkSize([{ big }], 0, 9000), { code: 'MESSAGE_TOO_LARGE' });
  checkSize([big, 1n], 0, 11_000);
});
