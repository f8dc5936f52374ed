import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createFlowState } from '../flow-state.ts';
import { depthRecords, plainInstrument } from '../testing/records.ts';
import { DepthHistory } from './depth-history.ts';

const level = fc.tuple(fc.integer({ min: 1, max: 120 }), fc.nat(9));
const event = fc.record({
  pauseMs: fc.nat(200),
  shift: fc.integer({ min: -15, max: 15 }),
  bids: fc.array(level, { maxLength: 8 }),
  asks: fc.array(level, { maxLength: 8 }),
  isSnapshot: fc.oneof(
    { weight: 9, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
});

test('columns kept up by changes are those that are read from the whole book', () => {
  fc.assert(
    fc.property(fc.array(event, { minLength: 2, maxLength: 60 }), (events) => {
      const settings = { rows: 32, rowTicks: 3, columns: 512 };
      const [kept, read] = [new DepthHistory(settings), new DepthHistory(settings)];
      const { accept } = createFlowState(plainInstrument, {
        onDepth({ nowMs, book, changes }) {
          assert.equal(kept.add(nowMs, book, changes), read.add(nowMs, book));
        },
      });
      let [ms, mid] = [1_000_000, 500];
      for (const [at, { pauseMs, shift, bids, asks, isSnapshot }] of events.entries()) {
        ms += pauseMs;
        mid += shift;
        const isNew = isSnapshot || at === 0;
        if (isNew) kept.forget();
        const records = depthRecords(
          ms,
          [[mid - 1, 2], ...bids.map(([away, size]) => [mid - away, size] as const)],
          [[mid + 1, 2], ...asks.map(([away, size]) => [mid + away, size] as const)],
          isNew,
        );
        for (const record of records) accept(record);
      }
      assert.equal(kept.length, read.length);
      for (let age = 0; age < read.length; age++) assert.deepEqual(kept.column(age), read.column(age));
    }),
  );
});
