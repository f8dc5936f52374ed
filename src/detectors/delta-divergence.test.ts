import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { deltaDivergence } from './delta-divergence.ts';
import { type Candle, candle, closeMs, minuteOf, minutesOf } from './testing/candles.ts';
import { fromRecording } from './testing/from-recording.ts';
import { added } from './testing/moment.ts';
import { calmBid, inject, mirror, trade } from './testing/records.ts';
import { bare, detect, mirrorDetections } from './testing/scenario.ts';

const even = Array.from({ length: 5 }, () => candle(calmBid, calmBid + 1, 500, 500));
const find = (candles: readonly Candle[]) => detect(deltaDivergence, minutesOf(candles));

test('a bar that closes up while sellers were far stronger speaks for selling, from its high', () => {
  const found = find([...even, candle(calmBid, calmBid + 20, 400, 600), ...even]);
  assert.equal(found.length, 1);
  const { side, variant, price, eventMs, invalidation, figures } = found[0]!;
  assert.deepEqual([side, variant, price, invalidation], ['sell', 'bar', calmBid + 22, calmBid + 22]);
  assert.equal(eventMs, closeMs(5));
  assert.deepEqual([figures['deltaLots'], figures['deltaShare']], [-200, 0.2]);
});

test('a delta just short of a fifth of the volume, or in the direction of the close, is no divergence', () => {
  assert.deepEqual(find([...even, candle(calmBid, calmBid + 20, 401, 599), ...even]), []);
  assert.deepEqual(find([...even, candle(calmBid, calmBid + 20, 600, 400), ...even]), []);
});

test('a bar says nothing before there are three to compare its volume with', () => {
  const after = (bars: number) => find([...even.slice(0, bars), candle(calmBid, calmBid + 20, 400, 600)]);
  assert.deepEqual(
    [2, 3].map((bars) => after(bars).length),
    [0, 1],
  );
});

test('a bar of little volume is passed over', () => {
  assert.deepEqual(find([...even, candle(calmBid, calmBid + 20, 40, 100), ...even]), []);
});

/** Two highs so many bars apart, the second that much higher and made with that much more buying. */
function twoHighs({ apart = 8, higher = 10, delta = -20 } = {}): Candle[] {
  const at = (distance: number, top: number, more = 0) =>
    candle(top - distance * 20 - 10, top - distance * 20, 500 + more, 500);
  const first = calmBid + 200;
  return Array.from({ length: apart + 8 }, (_, i) => {
    const toFirst = Math.abs(i - 4);
    const toSecond = Math.abs(i - 4 - apart);
    // what differs in delta lies between the two, in one bar
    if (toFirst <= toSecond) return at(toFirst, first);
    return at(toSecond, first + higher, i === 4 + apart ? delta : 0);
  });
}

test('a higher high with a lower cumulative delta is told once three bars confirm it', () => {
  const found = find(twoHighs()).filter(({ variant }) => variant === 'swing');
  assert.equal(found.length, 1);
  const { side, price, eventMs, figures } = found[0]!;
  assert.deepEqual([side, price], ['sell', calmBid + 200 + 10 + 2]);
  assert.equal(eventMs, closeMs(4 + 8 + 3));
  assert.deepEqual([figures['barsApart'], figures['cvdChangeLots']], [8, -20]);
});

test('a higher high that buyers follow, a lower high, and highs too near each other are no divergence', () => {
  const swings = (highs: Parameters<typeof twoHighs>[0]) =>
    find(twoHighs(highs)).filter(({ variant }) => variant === 'swing').length;
  assert.equal(swings({ delta: 20 }), 0);
  assert.equal(swings({ delta: 0 }), 0);
  assert.equal(swings({ higher: -1 }), 0);
  assert.equal(swings({ apart: 8 }), 1);
  assert.equal(swings({ apart: 60 }), 1);
  assert.equal(swings({ apart: 61 }), 0);
  assert.equal(swings({ apart: 5 }), 1);
  assert.equal(swings({ apart: 4 }), 0);
});

test('lows diverge as highs do', () => {
  const records = minutesOf(twoHighs());
  const mirrored = detect(deltaDivergence, mirror(records));
  assert.deepEqual(bare(mirrored), mirrorDetections(detect(deltaDivergence, records), 2 * calmBid + 1));
  assert.equal(mirrored.at(-1)?.side, 'buy');
});

test('buying put into a falling bar of the recording is one more divergence, less of it is none', {
  skip: skipsWithoutData,
}, () => {
  const { records, instrument } = fromRecording('usdm');
  const barMs = Date.UTC(2024, 7, 8, 23, 59);
  const before = detect(deltaDivergence, records, {}, instrument);
  const more = (lots: number) => {
    const bought = inject(records, [trade(barMs + 30_000, 'buy', 616_800, lots)]);
    return added(detect(deltaDivergence, bought, {}, instrument), before);
  };
  assert.deepEqual(
    more(130_000).map(({ side, eventMs, price }) => [side, minuteOf(eventMs), price]),
    [['buy', barMs + 60_000, 616_450]],
  );
  assert.deepEqual(more(110_000), []);
});
