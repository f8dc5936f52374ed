import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createLabel, Trace } from './trace.ts';

const labels = ['a', 'b', 'c'].map(createLabel);
const events = fc.array(fc.tuple(fc.nat(4), fc.nat(2)), { maxLength: 20 });

function hashOf(list: readonly (readonly [number, number])[]): string {
  const trace = new Trace();
  for (const [atMs, which] of list) trace.add(atMs / 7, labels[which] ?? createLabel(''));
  return trace.hash;
}

test('two runs have one hash exactly when the same happened in the same order at the same times', () =>
  fc.assert(
    fc.property(events, events, (one, other) => {
      const isSame = JSON.stringify(one) === JSON.stringify(other);
      assert.equal(hashOf(one) === hashOf(other), isSame);
    }),
  ));

test('the last events are kept, oldest first, however many there were', () => {
  const trace = new Trace();
  for (let i = 0; i < 5000; i++) trace.add(i, createLabel(`event ${i}`));
  assert.equal(trace.last().length, 2000);
  assert.equal(trace.last()[0], '3000.000 ms  event 3000');
  assert.deepEqual(trace.last(2), ['4998.000 ms  event 4998', '4999.000 ms  event 4999']);
});
