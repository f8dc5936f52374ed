import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import type { FeedRecord } from '../domain/market/feed-record.ts';
import { createFlowState } from '../domain/order-flow/flow-state.ts';
import { stackedImbalance } from './stacked-imbalance.ts';
import { candle, closeMs, minuteOf, minutesOf } from './testing/candles.ts';
import { fromRecording } from './testing/from-recording.ts';
import { added } from './testing/moment.ts';
import { calmBid, inject, mirror, startMs, tested, together, trade } from './testing/records.ts';
import { bare, detect, mirrorDetections } from './testing/scenario.ts';
import { zonesOf } from './zoned-run.ts';

const even = minutesOf(Array.from({ length: 4 }, () => candle(calmBid, calmBid + 1, 500, 500)));
const inSecond = startMs + 60_000 + 5000;
/** Where the rows of the stack begin: a whole row, apart from what else is traded. */
const bottom = 100_050;

/** In so many rows one above the other, buyers take that much and sellers ten. */
function rows(count: number, bought = 31, from = bottom, atMs = inSecond): FeedRecord[] {
  return Array.from({ length: count }, (_, i) => [
    trade(atMs, 'buy', from + 10 * i, bought),
    trade(atMs, 'sell', from + 10 * i, 10),
  ]).flat();
}
const find = (extra: readonly FeedRecord[]) => detect(stackedImbalance, together(even, extra));

test('three rows one above the other in which buyers took more than three times what sellers hit are a stack', () => {
  // the lowest row has nothing below to be compared with
  const found = find(rows(4));
  assert.equal(found.length, 1);
  const { side, price, invalidation, eventMs, figures } = found[0]!;
  assert.deepEqual([side, price, invalidation], ['buy', bottom + 39, bottom + 10]);
  assert.deepEqual([eventMs, figures['rows']], [closeMs(1), 3]);
});

test('nothing is said of the first minute, of which only a part may have been seen', () => {
  const early = rows(4, 31, bottom, startMs + 20_000);
  const inFirst = (fromMs: number) =>
    detect(
      stackedImbalance,
      together(even, early).filter(({ eventMs }) => eventMs >= fromMs),
    );
  assert.deepEqual(inFirst(startMs + 10_000), []);
  assert.equal(inFirst(startMs).length, 1);
});

test('two rows, or exactly three times as much, are no stack', () => {
  assert.deepEqual(find(rows(3)), []);
  assert.deepEqual(find(rows(4, 30)), []);
});

test('a stack is as strong as it has rows, but not where the bar closed beyond it', () => {
  const closing = (price: number) => [trade(startMs + 119_000, 'buy', price, 1)];
  const strength = (count: number, price: number) =>
    find([...rows(count), ...closing(price)]).find(({ price: at }) => at === bottom + 10 * count - 1)
      ?.strength;
  assert.equal(strength(7, bottom + 100), 1);
  assert.equal(strength(4, bottom + 100), 0);
  assert.equal(strength(7, bottom + 10), 1);
  assert.equal(strength(7, bottom), 0);
});

test('sellers stack as buyers do', () => {
  const records = together(even, rows(5));
  const mirrored = detect(stackedImbalance, mirror(records));
  assert.deepEqual(bare(mirrored), mirrorDetections(find(rows(5)), 2 * calmBid + 1));
  assert.equal(mirrored[0]?.side, 'sell');
});

test('the zone of a stack lives until it is first touched', () => {
  const run = stackedImbalance.create(stackedImbalance.settings.parse({}));
  const { accept } = createFlowState(tested, {
    onTrade: (print, view) => run.onTrade?.(print, view),
    onBar: (bar, view) => run.onBar?.(bar, view),
  });
  for (const record of together(even, rows(4))) accept(record);
  const zone = { kind: 'stacked-imbalance', side: 'support', lowTicks: bottom + 10, highTicks: bottom + 39 };
  assert.deepEqual(
    zonesOf(run).map(({ kind, side, lowTicks, highTicks }) => ({ kind, side, lowTicks, highTicks })),
    [zone],
  );
  accept(trade(closeMs(4), 'sell', bottom + 40, 1));
  assert.equal(zonesOf(run).length, 1);
  accept(trade(closeMs(4), 'sell', bottom + 39, 1));
  assert.deepEqual(zonesOf(run), []);
});

test('a stack put above a bar of the recording is one more', { skip: skipsWithoutData }, () => {
  const { records, instrument } = fromRecording('usdm');
  const barMs = Date.UTC(2024, 7, 8, 23, 57);
  const before = detect(stackedImbalance, records, {}, instrument);
  const more = (count: number) => {
    const extra = rows(count, 31, 617_310, barMs + 30_000);
    return added(detect(stackedImbalance, inject(records, extra), {}, instrument), before);
  };
  assert.deepEqual(
    more(4).map(({ side, eventMs, price }) => [side, minuteOf(eventMs), price]),
    [['buy', barMs + 60_000, 617_349]],
  );
  assert.deepEqual(more(3), []);
});
