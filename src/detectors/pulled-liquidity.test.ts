import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FeedRecord } from '../domain/market/feed-record.ts';
import { pulledLiquidity } from './pulled-liquidity.ts';
import { randomMarket } from './testing/random-market.ts';
import { book, calm, calmBid, inject, mirror, record, startMs, trade, wholeBook } from './testing/records.ts';
import { bare, detect, mirrorDetections } from './testing/scenario.ts';

const fromMs = startMs + 90_030;
const sum = 2 * calmBid + 1;
const feed = calm({ seconds: 110 });
const price = calmBid - 10;
const wall = 20_000;

/** Sizes of one bid level by ms after `fromMs`. */
const sizes = (steps: Readonly<Record<number, number>>, at = price) =>
  Object.entries(steps).flatMap(([ms, size]) => book(fromMs + Number(ms), ['bid', at, size]));
const find = (...records: FeedRecord[]) => detect(pulledLiquidity, inject(feed, records));
const inOrder = (...lists: FeedRecord[][]) => lists.flat().sort((a, b) => a.eventMs - b.eventMs);
const kinds = (found: ReturnType<typeof find>) => found.map(({ variant }) => variant);

test('a calm market pulls nothing', () => {
  assert.deepEqual(detect(pulledLiquidity, feed), []);
});

test('a wall that is cancelled at once is one rapid pull, told once late trades had their time', () => {
  const found = find(...sizes({ 0: wall, 3000: 1000 }));
  assert.equal(found.length, 1);
  const [{ side, eventMs, variant, figures, invalidation, strength }] = found as [(typeof found)[0]];
  assert.deepEqual([side, eventMs, variant], ['sell', fromMs + 3000, 'rapid']);
  assert.equal(found[0]?.price, price);
  assert.equal(invalidation, calmBid + 1);
  assert.equal(strength, 0.95);
  assert.deepEqual([figures['wallLots'], figures['leftLots'], figures['cancelledShare']], [wall, 1000, 1]);
});

test('a wall that goes within the time allowed, but not rapidly, is a pulled wall', () => {
  const found = find(...sizes({ 0: wall, 3000: 14_000, 3400: 9000, 3900: 5000 }));
  assert.deepEqual(kinds(found), ['wall']);
  assert.equal(found[0]?.eventMs, fromMs + 3900);
});

test('a loss that is just too small, or too slow, is none', () => {
  assert.deepEqual(find(...sizes({ 0: wall, 3000: 8000 })), []);
  assert.equal(find(...sizes({ 0: wall, 3000: 7990 })).length, 1);
  assert.deepEqual(find(...sizes({ 0: wall, 3000: 14_000, 4300: 7000, 5600: 2000, 6900: 500 })), []);
});

test('a level that is no wall may go', () => {
  assert.deepEqual(find(...sizes({ 0: 4500, 3000: 0 })), []);
  assert.equal(find(...sizes({ 0: 5500, 3000: 0 })).length, 1);
});

test('a wall of little worth beside what is traded may go', () => {
  const lots = feed.reduce((sum, { kind, size }) => sum + (kind === 'buy' || kind === 'sell' ? size : 0), 0);
  // as many a minute in every one of them
  const floor = (share: number, size: number) =>
    detect(pulledLiquidity, inject(feed, sizes({ 0: size, 3000: 0 })), { floorVolumeShare: share }).length;
  const minute = (lots * 60) / 110;
  assert.deepEqual([floor(2.2, minute * 2), floor(1.8, minute * 2)], [0, 1]);
  assert.deepEqual([floor(1, 5500), floor(0, 5500)], [0, 1]);
});

test('a wall is none below a worth that is set, and is one from another worth on', () => {
  const found = (set: object, size: number) =>
    detect(pulledLiquidity, inject(feed, sizes({ 0: size, 3000: 0 })), set).length;
  // at this price 10,000 lots are worth 100,000
  assert.deepEqual(
    [9990, 10_010].map((size) => found({ floorQuote: 100_000 }, size)),
    [0, 1],
  );
  assert.deepEqual(
    [3990, 4010].map((size) => found({ wallQuote: 40_000 }, size)),
    [0, 1],
  );
  assert.equal(found({ wallQuote: 40_000, floorQuote: 100_000 }, 9990), 0);
});

test('where nobody trades no wall is worth anything', () => {
  const isBook = ({ kind }: FeedRecord) => kind !== 'buy' && kind !== 'sell';
  const silent = inject(feed.filter(isBook), sizes({ 0: wall, 3000: 0 }));
  assert.deepEqual(detect(pulledLiquidity, silent), []);
  assert.equal(detect(pulledLiquidity, silent, { floorVolumeShare: 0 }).length, 1);
});

test('how soon a wall went is told from when it was last seen whole', () => {
  const [found] = find(...sizes({ 0: wall, 3000: 1000 }));
  // the book is told every 100 ms
  assert.ok(Number(found?.figures['durationMs']) > 0);
  assert.ok(Number(found?.figures['durationMs']) <= 100);
  const [slow] = find(...sizes({ 0: wall, 3000: 14_000, 3400: 9000, 3900: 5000 }));
  const took = Number(slow?.figures['durationMs']);
  assert.ok(took > 900 && took <= 1000, `${took}`);
});

test('a wall far from the touch may go', () => {
  assert.deepEqual(find(...sizes({ 0: wall, 3000: 0 }, calmBid - 51)), []);
  assert.equal(find(...sizes({ 0: wall, 3000: 0 }, calmBid - 50)).length, 1);
});

test('a wall that was eaten was not pulled', () => {
  const eaten = [0, 1, 2].map((i) => trade(fromMs + 2995 + i, 'sell', price, 2000));
  assert.deepEqual(find(...inOrder(sizes({ 0: wall, 3000: 1000 }), eaten)), []);
  const late = eaten.map((each) => ({ ...each, eventMs: fromMs + 3020 }));
  assert.deepEqual(find(...inOrder(sizes({ 0: wall, 3000: 1000 }), late)), []);
});

test('a wall that was hit a little and then cancelled was pulled', () => {
  const hit = [trade(fromMs + 2995, 'sell', price, 5000)];
  const found = find(...inOrder(sizes({ 0: wall, 3000: 1000 }), hit));
  assert.deepEqual(kinds(found), ['rapid']);
  assert.equal(found[0]?.figures['cancelledShare'], 14 / 19);
});

test('trades at another price, of the other side or before the wall do not explain its loss', () => {
  const others = [
    trade(fromMs + 1000, 'sell', price, 9000),
    trade(fromMs + 2995, 'buy', price, 9000),
    trade(fromMs + 2996, 'sell', price - 1, 9000),
  ];
  assert.equal(find(...inOrder(sizes({ 0: wall, 3000: 1000 }), others)).length, 1);
});

test('a wall that flashes up is a ghost', () => {
  const found = find(...sizes({ 0: wall, 200: 1000 }));
  assert.deepEqual(kinds(found), ['ghost']);
  assert.deepEqual(kinds(find(...sizes({ 0: wall, 210: 1000 }))), ['rapid']);
});

test('three walls beside one another that go together are one layering', () => {
  const layers = [0, 1, 2].map((i) => sizes({ 0: wall, [3000 + 100 * i]: 500 }, price - i));
  const found = find(...inOrder(...layers));
  assert.deepEqual(kinds(found), ['layering']);
  assert.equal(found[0]?.figures['levels'], 3);
  assert.deepEqual([found[0]?.price, found[0]?.eventMs], [price, fromMs + 3200]);
});

test('layers that go slowly, but within the time of a pull, are one layering', () => {
  const layers = [0, 1, 2].map((i) => sizes({ 0: wall, [3000 + 400 * i]: 500 }, price - i));
  assert.deepEqual(kinds(find(...inOrder(...layers))), ['layering']);
  const slower = [0, 1, 2].map((i) => sizes({ 0: wall, [3000 + 1300 * i]: 500 }, price - i));
  assert.deepEqual(kinds(find(...inOrder(...slower))), ['rapid', 'rapid', 'rapid']);
});

test('walls that stand long enough to raise the measure themselves are walls still', () => {
  const layers = [0, 1, 2].map((i) => sizes({ '-20000': wall * (i + 1), 3000: 500 }, price - i));
  assert.deepEqual(kinds(find(...inOrder(...layers))), ['layering']);
});

test('two walls, or three with other levels between, are pulled one by one', () => {
  const layers = (prices: number[]) => inOrder(...prices.map((at) => sizes({ 0: wall, 3000: 500 }, at)));
  assert.deepEqual(kinds(find(...layers([price, price - 1]))), ['rapid', 'rapid']);
  assert.deepEqual(kinds(find(...layers([price, price - 1, price - 3]))), ['rapid', 'rapid', 'rapid']);
});

test('of one price a pull is told again only after the cool-down', () => {
  const twice = (againMs: number) =>
    find(...sizes({ 0: wall, 3000: 1000, [againMs - 1500]: wall, [againMs]: 1000 })).length;
  assert.deepEqual([twice(12_900), twice(13_100)], [1, 2]);
});

test('a wall that shows again beside its place was moved, one that comes back was not pulled', () => {
  assert.deepEqual(find(...inOrder(sizes({ 0: wall, 3000: 1000 }), sizes({ 3100: wall }, price + 1))), []);
  assert.deepEqual(find(...sizes({ 0: wall, 3000: 1000, 3100: wall })), []);
});

test('a wall is not pulled by a gap', () => {
  assert.deepEqual(find(...inOrder(sizes({ 0: wall, 3000: 1000 }), [record('gap', fromMs + 3100)])), []);
});

test('what was before a gap says nothing of what a book after it shows', () => {
  const gap = [record('gap', fromMs + 3100), ...wholeBook(fromMs + 3150)];
  assert.deepEqual(find(...sizes({ 0: wall }), ...gap, ...sizes({ 3200: 900 })), []);
  const whole = wholeBook(fromMs + 3150).flatMap((each) =>
    each.kind === 'bid' && each.price === price ? [{ ...each, size: wall }] : [each],
  );
  // the book that came shows already what was traded before it
  const eaten = [trade(fromMs + 3090, 'sell', price, wall), gap[0]!, ...whole];
  assert.deepEqual(kinds(find(...eaten, ...sizes({ 3250: 900 }))), ['rapid']);
});

test('what volume is usual is taken from ten minutes', () => {
  const isEarly = ({ kind, eventMs }: FeedRecord) =>
    (kind !== 'buy' && kind !== 'sell') || eventMs < startMs + 20_000;
  const quiet = inject(feed.filter(isEarly), sizes({ 0: wall, 3000: 1000 }));
  assert.equal(detect(pulledLiquidity, quiet).length, 1);
});

test('the same market upside down pulls the same walls upside down', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), (seed) => {
      const records = randomMarket(seed, 240);
      const upright = mirrorDetections(detect(pulledLiquidity, records), sum) as { eventMs: number }[];
      const found = bare(detect(pulledLiquidity, mirror(records))) as { eventMs: number }[];
      const sorted = (list: { eventMs: number }[]) => list.map((each) => JSON.stringify(each)).sort();
      assert.deepEqual(sorted(found), sorted(upright));
    }),
    { numRuns: 20 },
  );
});
