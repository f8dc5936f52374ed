import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromSizeByte, toSizeByte } from './size-byte.ts';

test('a size read back from its byte is right to six per cent', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 2 ** 42 })), (lots) => {
      const back = fromSizeByte(toSizeByte(lots));
      assert.ok(Math.abs(back - lots) <= lots * 0.06, `${lots} came back as ${back}`);
    }),
  );
});

test('nothing is 0, one lot 1, and what is too large the largest byte', () => {
  assert.deepEqual([0, 1, Number.MAX_SAFE_INTEGER].map(toSizeByte), [0, 1, 255]);
  assert.equal(fromSizeByte(0), 0);
});
