import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { deltaConfirmation } from './delta-confirmation.ts';
import { type Candle, candle, closeMs, minuteOf, minutesOf } from './testing/candles.ts';
import { fromRecording } from './testing/from-recording.ts';
import { added } from './testing/moment.ts';
import { calmBid, inject, mirror, trade } from './testing/records.ts';
import { bare, detect, mirrorDetections } from './testing/scenario.ts';

const even = Array.from({ length: 6 }, () => candle(calmBid, calmBid + 1, 500, 500));
const find = (candles: readonly Candle[]) => detect(deltaConfirmation, minutesOf(candles));

test('a close beyond all prices before, with more bought than ever before, confirms the rise', () => {
  const found = find([...even, candle(calmBid, calmBid + 20, 700, 300), ...even]);
  assert.equal(found.length, 1);
  const { side, price, eventMs, invalidation, figures } = found[0]!;
  assert.deepEqual([side, price, invalidation], ['buy', calmBid + 20, calmBid - 2]);
  assert.equal(eventMs, closeMs(6));
  assert.deepEqual(
    [figures['exceededTicks'], figures['cvdBeyondLots'], figures['bars']],
    [calmBid + 3, 400, 6],
  );
});

test('a move of many bars is told once', () => {
  const rise = Array.from({ length: 6 }, (_, i) => candle(calmBid + i * 20, calmBid + 20 + i * 20, 700, 300));
  assert.equal(find([...even, ...rise]).length, 1);
});

test('price without delta, delta without price, and a high that only a wick exceeds are no confirmation', () => {
  assert.deepEqual(find([...even, candle(calmBid, calmBid + 20, 599, 401), ...even]), []);
  assert.deepEqual(find([...even, candle(calmBid, calmBid + 3, 700, 300), ...even]), []);
  assert.deepEqual(find([...even, candle(calmBid, calmBid + 2, 700, 300, 30), ...even]), []);
  const sold = candle(calmBid, calmBid - 2, 100, 900);
  assert.deepEqual(find([...even, sold, candle(calmBid, calmBid + 20, 700, 300), ...even]), []);
});

test('a price of twenty bars before is still to be exceeded, one of earlier bars is not', () => {
  const peak = candle(calmBid, calmBid + 40, 500, 500);
  const since = (bars: number) =>
    find([
      peak,
      ...Array.from({ length: bars - 1 }, () => candle(calmBid, calmBid + 1, 500, 500)),
      candle(calmBid, calmBid + 20, 700, 300),
      ...even,
    ]).length;
  assert.deepEqual([since(20), since(21)], [0, 1]);
});

test('a fall is confirmed as a rise is', () => {
  const records = minutesOf([...even, candle(calmBid, calmBid + 20, 700, 300), ...even]);
  const mirrored = detect(deltaConfirmation, mirror(records));
  assert.deepEqual(bare(mirrored), mirrorDetections(detect(deltaConfirmation, records), 2 * calmBid + 1));
  assert.equal(mirrored[0]?.side, 'sell');
});

test('a bought close above the range of the recording is one more confirmation', {
  skip: skipsWithoutData,
}, () => {
  const { records, instrument } = fromRecording('usdm');
  const endMs = Date.UTC(2024, 7, 8, 23, 59);
  const before = detect(deltaConfirmation, records, {}, instrument);
  const more = (price: number, lots: number) => {
    const bought = inject(records, [trade(endMs - 1, 'buy', price, lots)]);
    return added(detect(deltaConfirmation, bought, {}, instrument), before);
  };
  assert.deepEqual(
    more(618_500, 500_000).map(({ side, eventMs, price }) => [side, minuteOf(eventMs), price]),
    [['buy', endMs, 618_500]],
  );
  assert.deepEqual(more(618_300, 500_000), []);
});
