import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FeedRecord } from '../domain/market/feed-record.ts';
import { orderFlowImbalance } from './order-flow-imbalance.ts';
import { randomMarket } from './testing/random-market.ts';
import { book, calmBid, inject, mirror, random, startMs, trade, wholeBook } from './testing/records.ts';
import { bare, detect, mirrorDetections } from './testing/scenario.ts';

const sum = 2 * calmBid + 1;

/** The touch is filled and emptied by chance; in the seconds named, its bid is filled by so many lots more each second. */
function touch(seconds: number, pushes: Readonly<Record<number, number>> = {}): FeedRecord[] {
  const next = random(7);
  const records = [...wholeBook(startMs), trade(startMs + 1, 'buy', calmBid + 1, 1)];
  let [bid, ask] = [100_000, 100_000];
  for (let i = 1; i < seconds * 4; i++) {
    const atMs = startMs + i * 250;
    bid += Math.floor(next() * 200) - 100 + (pushes[Math.floor(i / 4)] ?? 0) / 4;
    ask += Math.floor(next() * 200) - 100;
    records.push(...book(atMs, ['bid', calmBid, bid], ['ask', calmBid + 1, ask]));
  }
  return records;
}

const find = (records: FeedRecord[]) => detect(orderFlowImbalance, records, { minZ: 4 });

test('chance is no imbalance', () => {
  assert.deepEqual(find(touch(200)), []);
});

test('a touch that is filled from one side fires once, in the second in which it is enough', () => {
  const found = find(touch(200, { 150: 2000, 151: 2000, 152: 2000, 153: 2000 }));
  assert.equal(found.length, 1);
  const [{ side, eventMs, price, figures }] = found as [(typeof found)[0]];
  assert.deepEqual([side, price], ['buy', calmBid + 1]);
  assert.equal(eventMs, startMs + 151_000);
  assert.ok(Number(figures['z']) >= 4 && Number(figures['windowLots']) > 1500);
});

test('a weak push does not fire', () => {
  assert.deepEqual(find(touch(200, { 150: 100, 151: 100 })), []);
});

test('what is normal is what the look-back tells, not what was before it', () => {
  const wild = touch(300, { 100: 9000, 110: -9000, 120: 9000, 130: -9000, 250: 3000 });
  const found = (lookBackSeconds: number) =>
    detect(orderFlowImbalance, wild, { minZ: 4, lookBackSeconds }).filter(
      ({ eventMs }) => eventMs > startMs + 200_000,
    ).length;
  assert.deepEqual([found(60), found(600)], [1, 0]);
});

test('it is proven wrong beyond the furthest price against it in the window, also of its last second', () => {
  const push = touch(200, { 150: 2000, 151: 2000, 152: 2000, 153: 2000 });
  const dip = [
    trade(startMs + 150_900, 'sell', calmBid - 5, 1),
    trade(startMs + 150_950, 'buy', calmBid + 1, 1),
  ];
  const [found] = find(inject(push, dip));
  assert.equal(found?.invalidation, calmBid - 5);
  const [earlier] = find(inject(push, [trade(startMs + 148_900, 'sell', calmBid - 7, 1)]));
  assert.equal(earlier?.invalidation, calmBid - 7);
});

test('it fires again once it has been calm, and the other way at once', () => {
  const found = find(touch(300, { 120: 4000, 160: 6000, 161: -9000, 162: -9000, 163: -9000 }));
  assert.deepEqual(
    found.map(({ side }) => side),
    ['buy', 'buy', 'sell'],
  );
});

test('nothing is said in the first minute', () => {
  assert.deepEqual(find(touch(59, { 40: 4000, 41: 4000 })), []);
});

test('the same market upside down is imbalanced upside down', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), (seed) => {
      const records = randomMarket(seed, 120);
      const upright = detect(orderFlowImbalance, records);
      const found = detect(orderFlowImbalance, mirror(records));
      assert.deepEqual(bare(found), mirrorDetections(upright, sum));
    }),
    { numRuns: 15 },
  );
});
