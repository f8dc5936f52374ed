import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DepthEvent } from './diff-buffer.ts';
import { ruleOf } from './sequence-rule.ts';

const none = { count: 0, sides: new Int8Array(0), prices: new Float64Array(0), sizes: new Float64Array(0) };
const event = (firstId: number, lastId: number, previousId = Number.NaN): DepthEvent => ({
  ...{ firstId, lastId, previousId, eventMs: 0, receivedMs: 0 },
  ...none,
});

/** First and last update, snapshot, and what the published procedure says of them. */
const spot = [
  [5, 9, 10, 'before'],
  [5, 10, 10, 'before'],
  [5, 11, 10, 'first'],
  [11, 11, 10, 'first'],
  [11, 15, 10, 'first'],
  [10, 15, 10, 'first'],
  [12, 15, 10, 'hole'],
] as const;
const futures = [
  [5, 9, 10, 'before'],
  [5, 10, 10, 'first'],
  [10, 15, 10, 'first'],
  [10, 10, 10, 'first'],
  [11, 15, 10, 'hole'],
] as const;

for (const [market, cases] of [
  ['spot', spot],
  ['futures', futures],
] as const)
  test(`${market}: which event is before a snapshot, which is the first after it, and which shows a hole`, () => {
    for (const [firstId, lastId, snapshotId, expected] of cases) {
      const one = event(firstId, lastId, market === 'spot' ? Number.NaN : firstId - 1);
      const rule = ruleOf(one);
      const isBefore = rule.isBefore(one, snapshotId);
      const found = isBefore ? 'before' : rule.isFirst(one, snapshotId) ? 'first' : 'hole';
      assert.equal(found, expected, `${firstId} to ${lastId} with ${snapshotId}`);
    }
  });

test('spot goes on one behind the last update, futures with the event they name', () => {
  const next = (one: DepthEvent) => ruleOf(one).isNext(one, 10);
  assert.deepEqual([event(11, 12), event(10, 12), event(12, 12)].map(next), [true, false, false]);
  const named = [event(14, 15, 10), event(11, 15, 9), event(11, 15, 11)];
  assert.deepEqual(named.map(next), [true, false, false]);
});
