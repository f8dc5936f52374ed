import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TradeSequence } from './trade-sequence.ts';

test('in any order every number is taken once, and what is missing is what did not come', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.array(fc.nat(60), { minLength: 1, maxLength: 120 }),
      (start, offsets) => {
        const sequence = new TradeSequence();
        const first = start + offsets[0]!;
        const taken = new Set<number>();
        let missed = 0;
        for (const id of offsets.map((offset) => start + offset)) {
          missed += sequence.skippedBefore(id);
          const arrival = sequence.arrive(id);
          // what lies before the first that ever came was never waited for
          assert.equal(arrival === 'duplicate', taken.has(id) || id < first);
          if (arrival === 'late') missed--;
          if (arrival !== 'duplicate') taken.add(id);
        }
        assert.equal(missed, Math.max(...taken) - first + 1 - taken.size);
      },
    ),
    { seed: 5, numRuns: 500 },
  );
});

test('of a long hole the newest ten thousand numbers are waited for', () => {
  const sequence = new TradeSequence();
  sequence.arrive(1);
  assert.equal(sequence.skippedBefore(20_002), 20_000);
  assert.equal(sequence.arrive(20_002), 'next');
  assert.equal(sequence.arrive(10_001), 'duplicate');
  assert.equal(sequence.arrive(10_002), 'late');
  assert.equal(sequence.arrive(10_002), 'duplicate');
});

test('a number that was far too high is found out by the next three, and those behind it count again', () => {
  const sequence = new TradeSequence();
  for (const id of [100, 101, 10 ** 12]) sequence.arrive(id);
  const arrivals = [102, 103, 104].map((id) => [sequence.arrive(id), sequence.beginsAnew(id)]);
  assert.deepEqual(arrivals, [
    ['duplicate', false],
    ['duplicate', false],
    ['duplicate', true],
  ]);
  assert.deepEqual([sequence.arrive(104), sequence.arrive(105), sequence.last], ['next', 'next', 105]);
});

test('doubles of what came lately prove nothing, however many', () => {
  const sequence = new TradeSequence();
  for (let id = 1; id <= 100; id++) sequence.arrive(id);
  for (let id = 1; id <= 100; id++) assert.equal(sequence.beginsAnew(id), false);
});
