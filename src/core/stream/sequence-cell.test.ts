import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SequenceCell } from './sequence-cell.ts';

const edges = [2 ** 21, 2 ** 31, 2 ** 32, 2 ** 33, 2 ** 52, Number.MAX_SAFE_INTEGER - 100_000];
const anySequence = fc.oneof(
  fc.maxSafeNat(),
  ...edges.map((edge) => fc.integer({ min: -3, max: 3 }).map((by) => edge + by)),
);

test('every count below 2^53 reads back exactly, beyond 32 bits too', () => {
  fc.assert(
    fc.property(anySequence, (value) => {
      const words = new Int32Array(new SharedArrayBuffer(8));
      new SequenceCell(words, 0).store(value);
      assert.equal(new SequenceCell(words, 0).load(), value);
    }),
  );
});

test('a writer that died between the two stores leaves a count that its successor continues', () => {
  for (const edge of edges.filter((value) => value % 2 ** 21 === 0)) {
    const words = new Int32Array(new SharedArrayBuffer(8));
    new SequenceCell(words, 0).store(edge - 1);
    // The high word is stored first: here the writer gets no further.
    Atomics.store(words, 1, edge / 2 ** 21);
    const successor = new SequenceCell(words, 0);
    assert.equal(successor.load(), edge - 1);
    for (const value of [edge - 1, edge, edge + 1]) {
      successor.store(value);
      assert.equal(successor.load(), value);
      assert.equal(new SequenceCell(words, 0).load(), value);
    }
  }
});
