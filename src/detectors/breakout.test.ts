import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { breakout } from './breakout.ts';
import { type Candle, candle, closeMs, minuteOf, minutesOf } from './testing/candles.ts';
import { fromRecording } from './testing/from-recording.ts';
import { added } from './testing/moment.ts';
import { calmBid, inject, mirror, trade } from './testing/records.ts';
import { bare, detect, mirrorDetections } from './testing/scenario.ts';

/** One after another a little lower, so that no zone comes of them. */
const even = Array.from({ length: 6 }, (_, i) => candle(calmBid - i * 60, calmBid + 1 - i * 60, 500, 500));
const high = calmBid + 3;
const beyond = candle(calmBid, calmBid + 20, 900, 300);
/** What comes after: at that height, without much volume. */
const rest = (at: number, length = 5) => Array.from({ length }, () => candle(at, at + 1, 100, 100));
const find = (candles: readonly Candle[]) => detect(breakout, minutesOf(candles));

test('a close beyond the range of the bars before, bought and with more volume than usual, is a breakout', () => {
  const found = find([...even, beyond, ...rest(calmBid + 20)]);
  assert.equal(found.length, 1);
  const { side, variant, price, eventMs, invalidation, figures } = found[0]!;
  assert.deepEqual([side, variant, price, invalidation], ['buy', 'range', high, calmBid - 2]);
  assert.equal(eventMs, closeMs(6));
  assert.deepEqual([figures['deltaShare'], figures['volumeRatio']], [0.5, 1.2]);
});

test('without the close, the delta or the volume there is no breakout', () => {
  assert.deepEqual(find([...even, candle(calmBid, calmBid + 2, 900, 300, 30), ...rest(calmBid)]), []);
  assert.deepEqual(find([...even, candle(calmBid, calmBid + 20, 700, 500), ...rest(calmBid + 20)]), []);
  assert.deepEqual(find([...even, candle(calmBid, calmBid + 20, 750, 250), ...rest(calmBid + 20)]), []);
});

test('a move of many bars is one breakout', () => {
  const rise = Array.from({ length: 6 }, (_, i) =>
    candle(calmBid + i * 20, calmBid + 20 + i * 20, 9000, 300),
  );
  assert.equal(find([...even, ...rise]).length, 1);
});

test('a close back inside within three bars is a failed breakout, a later one is not', () => {
  const failing = (bars: number) =>
    find([...even, beyond, ...rest(calmBid + 20, bars - 1), candle(calmBid + 20, calmBid, 100, 110)]);
  const [first, second, ...others] = failing(1);
  assert.deepEqual([first?.variant, second?.variant, others], ['range', 'failed', []]);
  assert.deepEqual([second?.side, second?.price, second?.invalidation], ['sell', high, calmBid + 22]);
  assert.deepEqual([second?.strength, second?.eventMs], [1, closeMs(7)]);
  assert.equal(failing(3).length, 2);
  assert.equal(failing(4).length, 1);
});

test('after one that failed the next breakout is told at once', () => {
  const back = candle(calmBid + 20, calmBid, 100, 110);
  const again = candle(calmBid, calmBid + 60, 2000, 300);
  assert.deepEqual(
    find([...even, beyond, back, again, ...rest(calmBid + 60)]).map(({ variant }) => variant),
    ['range', 'failed', 'range'],
  );
});

test('a zone is broken through as a range is, though the range reaches further', () => {
  const far = candle(calmBid, calmBid + 200, 500, 500);
  const turned = Array.from({ length: 6 }, (_, i) => candle(calmBid, calmBid + 100 + (i % 2), 500, 500, 0));
  const back = candle(calmBid + 100, calmBid, 500, 500, 0);
  const bars = [far, ...turned.flatMap((bar) => [bar, back]), candle(calmBid, calmBid + 140, 2000, 100, 0)];
  const found = find([...bars, ...rest(calmBid + 140)]).filter(({ variant }) => variant !== 'failed');
  assert.deepEqual(
    found.map(({ side, variant }) => [side, variant]),
    [['buy', 'zone']],
  );
  assert.ok(Math.abs(found[0]!.price - calmBid - 101) <= 50);
});

test('breaks downwards are found as those upwards are', () => {
  const records = minutesOf([...even, beyond, candle(calmBid + 20, calmBid, 100, 100), ...rest(calmBid)]);
  const mirrored = detect(breakout, mirror(records));
  assert.deepEqual(bare(mirrored), mirrorDetections(detect(breakout, records), 2 * calmBid + 1));
  assert.deepEqual(
    mirrored.map(({ side }) => side),
    ['sell', 'buy'],
  );
});

test('a close put above the range of the recording is one more breakout, and fails with the next bar', {
  skip: skipsWithoutData,
}, () => {
  const { records, instrument } = fromRecording('usdm');
  const endMs = Date.UTC(2024, 7, 8, 23, 58);
  const before = detect(breakout, records, {}, instrument);
  const more = (price: number) =>
    added(
      detect(breakout, inject(records, [trade(endMs - 1, 'buy', price, 600_000)]), {}, instrument),
      before,
    ).filter((each) => each.price >= 618_399);
  assert.deepEqual(
    more(618_500).map(({ side, variant, eventMs }) => [side, variant, minuteOf(eventMs)]),
    [
      ['buy', 'range', endMs],
      ['sell', 'failed', endMs + 60_000],
    ],
  );
  assert.deepEqual(more(618_399), []);
});
