import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import type { FeedRecord } from '../domain/market/feed-record.ts';
import { absorption } from './absorption.ts';
import { fromRecording, type RecordingName } from './testing/from-recording.ts';
import { added, quietMoment } from './testing/moment.ts';
import { book, calm, calmBid, inject, mirror, startMs, together, trade } from './testing/records.ts';
import { bare, detect, mirrorDetections } from './testing/scenario.ts';

const atMs = startMs + 90_000;
const before = calm({ seconds: 90 });
/** The market after the attack, which rests a few ticks off. */
const after = (ticks = 0) => calm({ seconds: 60, fromMs: atMs + 3000, bid: calmBid + ticks, seed: 2 });

type Attack = { lots?: number; times?: number; everyMs?: number; stepTicks?: number; left?: number };

/** Sellers hit the bid again and again, each time so many ticks lower, and leave so much of the last level. */
function attack({
  lots = 300,
  times = 20,
  everyMs = 50,
  stepTicks = 0,
  left = 800,
}: Attack = {}): FeedRecord[] {
  const records: FeedRecord[] = [];
  for (let i = 0; i < times; i++) {
    const price = calmBid - i * stepTicks;
    const hitMs = atMs + i * everyMs;
    records.push(trade(hitMs, 'sell', price, lots));
    if (stepTicks > 0 && i > 0) records.push(...book(hitMs + 10, ['bid', price + 1, 0]));
    records.push(...book(hitMs + 20, ['bid', price, i === times - 1 ? left : 600]));
  }
  return records;
}
const find = (records: readonly FeedRecord[], ticks = 0) =>
  detect(absorption, together(before, records, after(ticks)));

test('sellers that hit a bid far harder than usual and do not move it are absorbed once, which speaks for buying', () => {
  const found = find(attack());
  assert.equal(found.length, 1);
  const { side, price, eventMs, invalidation, figures, strength } = found[0]!;
  assert.deepEqual([side, price, invalidation], ['buy', calmBid, calmBid - 2]);
  assert.ok(eventMs > atMs && eventMs <= atMs + 5000, `told after ${eventMs - atMs} ms`);
  assert.equal(figures['progressTicks'], 0);
  assert.ok(Number(figures['aggressionLots']) >= Number(figures['enoughLots']));
  assert.ok(strength > 0.5);
});

test('an attack that goes on for longer than the window is told once', () => {
  assert.equal(find(attack({ times: 40, everyMs: 300 })).length, 1);
});

/** A second attack twenty seconds later. */
const again = (second: Attack = {}, settings: object = {}) => {
  const later = attack(second).map((each) => ({ ...each, eventMs: each.eventMs + 20_000 }));
  return detect(absorption, together(before, attack(), after(), later), settings);
};

test('another attack is another absorption, unless it comes within the cool-down', () => {
  assert.deepEqual(
    again().map(({ eventMs }) => eventMs >= atMs + 20_000),
    [false, true],
  );
  assert.equal(again({}, { coolDownMs: 30_000 }).length, 1);
});

test('where attacks are usual, one must be harder by three deviations, not only twice the mean', () => {
  assert.equal(again({ lots: 150 }).length, 1);
  assert.equal(again({ lots: 150 }, { deviations: 0 }).length, 2);
});

test('buyers that are absorbed speak for selling', () => {
  const records = together(before, attack(), after());
  const mirrored = detect(absorption, mirror(records));
  assert.deepEqual(bare(mirrored), mirrorDetections(detect(absorption, records), 2 * calmBid + 1));
  assert.equal(mirrored[0]?.side, 'sell');
});

test('an attack no harder than usual is none', () => {
  assert.deepEqual(find(attack({ lots: 5, times: 10 })), []);
});

test('a sweep that moved on was not absorbed', () => {
  const sweep = attack({ stepTicks: 1, times: 6, lots: 1000 });
  assert.deepEqual(find(sweep, -6), []);
});

test('an attack that came two ticks forward was absorbed, one that came three was not', () => {
  const steps = (ticks: number) =>
    find(attack({ stepTicks: 1, times: ticks + 1, lots: 900, everyMs: 5 }), -ticks).map(({ price }) => price);
  assert.deepEqual(steps(2), [calmBid - 2]);
  assert.deepEqual(steps(3), []);
  const upwards = (ticks: number) => {
    const stepped = attack({ stepTicks: 1, times: ticks + 1, lots: 900, everyMs: 5 });
    return detect(absorption, mirror(together(before, stepped, after(-ticks)))).length;
  };
  assert.deepEqual([upwards(2), upwards(3)], [1, 0]);
});

test('a level of which little is left was not held, unless more was executed than it ever showed', () => {
  assert.deepEqual(find(attack({ times: 3, lots: 250, left: 400 })), []);
  assert.equal(find(attack({ times: 3, lots: 250, left: 500 })).length, 1);
  assert.equal(find(attack({ times: 20, lots: 250, left: 10 })).length, 1);
});

test('an attack that a large level hardly felt is none', () => {
  const wall = book(atMs - 10, ['bid', calmBid, 20_000]);
  const hits = [0, 1, 2].map((i) => trade(atMs + i * 50, 'sell', calmBid, 250));
  const kept = book(atMs + 200, ['bid', calmBid, 19_250]);
  const records = together(before, wall, hits, kept, after());
  assert.deepEqual(detect(absorption, records), []);
  assert.equal(detect(absorption, records, { minLevelShare: 0 }).length, 1);
});

test('a level that is gone was broken', () => {
  assert.deepEqual(find(attack({ left: 0 }), -1), []);
});

const recorded: [RecordingName, lots: number][] = [
  ['usdm', 20_000],
  ['spot', 1_000_000],
];
for (const [name, lots] of recorded)
  test(`one absorbed attack put into the recording of ${name} is one more detection`, {
    skip: skipsWithoutData,
  }, () => {
    const market = fromRecording(name);
    const { fromMs, bid } = quietMoment(market, 3000);
    const hits = Array.from({ length: 20 }, (_, i) => trade(fromMs + 20 * i, 'sell', bid, lots));
    const found = detect(absorption, inject(market.records, hits), {}, market.instrument);
    const more = added(found, detect(absorption, market.records, {}, market.instrument));
    assert.deepEqual(
      more.map(({ side, price }) => [side, price]),
      [['buy', bid]],
    );
    assert.ok(more[0]!.eventMs >= fromMs && more[0]!.eventMs <= fromMs + 5000);
  });
