import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Sweeps } from './sweeps.ts';

const prints = fc.array(
  fc.record({
    eventMs: fc.integer({ min: 1, max: 5 }),
    aggressor: fc.constantFrom('buy' as const, 'sell' as const),
    price: fc.integer({ min: 1, max: 9 }),
    size: fc.integer({ min: 1, max: 100 }),
  }),
);

test('every trade is in exactly one sweep, and neighbours differ in time or side', () => {
  fc.assert(
    fc.property(prints, (list) => {
      const sweeps = new Sweeps();
      const ended = list.flatMap((each, id) => {
        const sweep = sweeps.add({ ...each, id });
        return sweep ? [{ ...sweep }] : [];
      });
      const last = sweeps.endBefore(9);
      if (last) ended.push({ ...last });
      const total = (sizes: { size: number }[]) => sizes.reduce((sum, { size }) => sum + size, 0);
      assert.equal(total(ended), total(list));
      let next = 0;
      ended.forEach((sweep, i) => {
        assert.deepEqual([sweep.from, sweep.to - sweep.from + 1], [next, sweep.trades]);
        next = sweep.to + 1;
        const before = ended[i - 1];
        assert.ok(before?.eventMs !== sweep.eventMs || before.aggressor !== sweep.aggressor);
      });
      assert.equal(next, list.length);
      assert.equal(sweeps.endBefore(10), undefined);
    }),
  );
});

test('a sweep is open until time goes on', () => {
  const sweeps = new Sweeps();
  sweeps.add({ id: 1, eventMs: 5, aggressor: 'buy', price: 3, size: 2 });
  assert.equal(sweeps.endBefore(5), undefined);
  assert.equal(sweeps.endBefore(6)?.size, 2);
});
