import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import type { FeedRecord } from '../domain/market/feed-record.ts';
import { createFlowState } from '../domain/order-flow/flow-state.ts';
import { supportResistance } from './support-resistance.ts';
import { minuteOf } from './testing/candles.ts';
import { fromRecording } from './testing/from-recording.ts';
import { added } from './testing/moment.ts';
import { book, calm, calmBid, mirror, startMs, tested, together, trade } from './testing/records.ts';
import { bare, detect, mirrorDetections } from './testing/scenario.ts';
import { zonesOf } from './zoned-run.ts';

const fromMs = startMs + 100_000;
const before = calm({ seconds: 90 });

/** Trades that go from price to price, a tick each fifth of a second. */
function path(prices: readonly number[], beginMs = fromMs, step = 1): FeedRecord[] {
  const records: FeedRecord[] = [];
  let atMs = beginMs;
  prices.slice(1).forEach((to, i) => {
    const from = prices[i]!;
    const way = Math.sign(to - from) * step;
    for (let price = from + way; (to - price) * way >= 0; price += way) {
      atMs += 200;
      records.push(trade(atMs, way > 0 ? 'buy' : 'sell', price, 5));
    }
  });
  return records;
}
const top = calmBid + 30;
/** So many times up to the top and back by so many ticks. */
const tops = (times: number, back = 6) => [
  calmBid,
  ...Array.from({ length: times }, () => [top, top - back]).flat(),
];
const find = (prices: readonly number[]) => detect(supportResistance, together(before, path(prices)));

test('a third turn at the same height is a rejection by resistance, two are not', () => {
  assert.deepEqual(find(tops(2)), []);
  const found = find(tops(3)).filter(({ side }) => side === 'sell');
  assert.equal(found.length, 1);
  const { variant, price, invalidation, eventMs, figures } = found[0]!;
  assert.deepEqual([variant, price, invalidation, figures['touches']], ['rejection', top, top, 3]);
  assert.ok(eventMs > fromMs && eventMs <= fromMs + 20_000);
});

test('coming back by four ticks is no rejection', () => {
  assert.deepEqual(find(tops(5, 4)), []);
});

test('turns further apart than half a thousandth of the price are no zone', () => {
  const apart = [calmBid, top, top - 20, top + 60, top + 40, top + 120, top + 100];
  assert.deepEqual(find(apart), []);
});

test('support rejects as resistance does', () => {
  const records = together(before, path(tops(4)));
  const mirrored = detect(supportResistance, mirror(records));
  assert.deepEqual(bare(mirrored), mirrorDetections(detect(supportResistance, records), 2 * calmBid + 1));
});

function zonesAfter(records: readonly FeedRecord[]) {
  const run = supportResistance.create(supportResistance.settings.parse({}));
  const { accept } = createFlowState(tested, {
    onTrade: (print, view) => run.onTrade?.(print, view),
    onBar: (bar, view) => run.onBar?.(bar, view),
  });
  for (const record of records) accept(record);
  return zonesOf(run);
}

test('a close through a zone turns its role round', () => {
  const through = together(before, path([...tops(3, 8), top + 20]), [
    trade(startMs + 181_000, 'buy', top + 20, 5),
  ]);
  const flips = detect(supportResistance, through).filter(({ variant }) => variant === 'role-flip');
  assert.deepEqual(
    flips.map(({ side, price, eventMs }) => [side, price, minuteOf(eventMs)]),
    [['buy', top, minuteOf(startMs + 120_000)]],
  );
  const roleOf = (records: readonly FeedRecord[]) =>
    zonesAfter(records).find(({ highTicks }) => highTicks === top)?.side;
  assert.equal(roleOf(through), 'support');
  assert.equal(roleOf(together(before, path(tops(3, 8)))), 'resistance');
});

test('a zone that did not hold in its new role loses it without a word', () => {
  const back = together(before, path([...tops(3, 8), top + 20]), [
    trade(startMs + 181_000, 'buy', top + 20, 5),
    ...path([top + 20, top - 20], startMs + 182_000),
    trade(startMs + 241_500, 'sell', top - 20, 5),
    trade(startMs + 302_000, 'sell', top - 20, 5),
  ]);
  const flips = detect(supportResistance, back).filter(
    ({ variant, figures }) => variant === 'role-flip' && figures['lowTicks'] === top,
  );
  assert.deepEqual(
    flips.map(({ side }) => side),
    ['buy'],
  );
});

test('a zone with a width is met at its near edge and proven wrong beyond the far one', () => {
  const wide = [calmBid, top + 3, top - 6, top, top - 6, top + 1, top - 6];
  const [found] = find(wide).filter(({ side }) => side === 'sell');
  assert.deepEqual([found?.price, found?.invalidation], [top, top + 3]);
});

test('a zone names what else lies in it', () => {
  const sourcesWith = (...extra: FeedRecord[]) =>
    zonesAfter(together(before, extra, path(tops(3)), [trade(startMs + 181_500, 'sell', top - 6, 1)])).find(
      ({ highTicks }) => highTicks === top,
    )?.sources;
  assert.deepEqual(sourcesWith(), ['turns']);
  assert.deepEqual(sourcesWith(...book(startMs + 115_000, ['ask', top, 60_000])), ['turns', 'wall']);
  const many = [trade(startMs + 110_000, 'buy', top, 90_000)];
  assert.deepEqual(sourcesWith(...many), ['turns', 'point-of-control', 'value-area']);
});

test('a zone is dropped after ninety minutes without a touch', () => {
  const lastMs = fromMs + 60_000;
  const later = (minutes: number) =>
    together(before, path(tops(3)), [
      trade(lastMs, 'sell', top - 40, 1),
      ...Array.from({ length: minutes }, (_, i) => trade(lastMs + (i + 1) * 60_000, 'sell', top - 40, 1)),
    ]);
  const isKept = (minutes: number) => zonesAfter(later(minutes)).some(({ highTicks }) => highTicks === top);
  assert.ok(isKept(85));
  assert.ok(!isKept(95));
});

test('a level that follows the recording and turns the price three times is one more', {
  skip: skipsWithoutData,
}, () => {
  const { records, instrument } = fromRecording('usdm');
  const endMs = Date.UTC(2024, 7, 9, 0, 0, 1);
  const level = 617_900;
  const known = detect(supportResistance, records, {}, instrument);
  const more = (times: number) => {
    const prices = [616_600, ...Array.from({ length: times }, () => [level, level - 300]).flat()];
    const extra = path(prices, endMs, 10);
    return added(detect(supportResistance, [...records, ...extra], {}, instrument), known).filter(
      ({ side, price }) => side === 'sell' && Math.abs(price - level) < 300,
    );
  };
  assert.equal(more(2).length, 0);
  assert.equal(more(3).length, 1);
});
