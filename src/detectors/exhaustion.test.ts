import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import type { FeedRecord } from '../domain/market/feed-record.ts';
import { exhaustion } from './exhaustion.ts';
import { type Candle, candle, closeMs, minuteOf, minutesOf } from './testing/candles.ts';
import { fromRecording } from './testing/from-recording.ts';
import { added, quietMoment, untouched } from './testing/moment.ts';
import {
  book,
  calm,
  calmBid,
  inject,
  mirror,
  record,
  startMs,
  together,
  trade,
  wholeBook,
} from './testing/records.ts';
import { bare, detect, mirrorDetections } from './testing/scenario.ts';

const find = (records: readonly FeedRecord[]) => detect(exhaustion, records);
const sum = 2 * calmBid + 1;

/** Minutes over several rows, in each row of which both sides trade. */
const even = minutesOf(Array.from({ length: 6 }, () => candle(calmBid, calmBid + 21, 500, 500)));
const inFifth = startMs + 4 * 60_000 + 10_000;
const top = (price: number, ...sides: ('buy' | 'sell')[]) =>
  together(
    even,
    sides.map((side) => trade(inFifth, side, price, 10)),
  );

test('a bar whose last row only buyers reached, and that came back from it, is a finished auction', () => {
  const found = find(top(calmBid + 40, 'buy'));
  assert.equal(found.length, 1);
  const { side, variant, price, eventMs, invalidation, strength } = found[0]!;
  assert.deepEqual([side, variant, price], ['sell', 'finished-auction', calmBid + 40]);
  assert.deepEqual([eventMs, invalidation, strength], [closeMs(4), calmBid + 40, 1]);
});

test('a last row in which both traded, or in which the bar closed, is not finished', () => {
  assert.deepEqual(find(top(calmBid + 40, 'buy', 'sell')), []);
  assert.deepEqual(find(together(even, [trade(closeMs(4) - 1, 'buy', calmBid + 40, 10)])), []);
});

test('an auction is finished only against three bars before it', () => {
  const at = (bar: number) =>
    find(together(even, [trade(startMs + bar * 60_000 + 10_000, 'buy', calmBid + 40, 10)]));
  assert.deepEqual(
    [2, 3].map((bar) => at(bar).length),
    [0, 1],
  );
});

/** Up, back down and up again to a new high, the second time with that much bought. */
function legs(bought: number, high = 260): Candle[] {
  const rise = (from: number, ask: number) =>
    Array.from({ length: 4 }, (_, i) => candle(from + i * 40, from + 40 + i * 40, ask, 100));
  const low = calmBid + high - 160;
  const flat = Array.from({ length: 4 }, () => candle(calmBid, calmBid + 20, 100, 100));
  return [...flat, ...rise(calmBid + 20, 500), candle(calmBid + 180, low, 100, 600, 0), ...rise(low, bought)];
}
const flows = (candles: readonly Candle[]) =>
  find(minutesOf(candles)).filter(({ variant }) => variant === 'flow');

test('a new high with far less buying than the leg before is exhausted, once', () => {
  const found = flows(legs(200));
  assert.equal(found.length, 1);
  const { side, price, figures } = found[0]!;
  assert.equal(side, 'sell');
  assert.equal(price, figures['extremeTicks']);
  assert.ok(Number(figures['legRatio']) <= 0.7);
});

test('a new high with as much buying as before, or a second leg without a new high, is not exhausted', () => {
  assert.deepEqual(flows(legs(600)), []);
  assert.deepEqual(flows(legs(200, 160)), []);
});

test('lows exhaust as highs do', () => {
  for (const records of [top(calmBid + 40, 'buy'), minutesOf(legs(200))])
    assert.deepEqual(bare(find(mirror(records, sum))), mirrorDetections(find(records), sum));
});

const zoneMs = startMs + 90_000;
/** A heavy level three ticks behind the touch, of which so much is executed and so much taken away. */
function heavy(executed: number, cancelled: number, restedMs = 4000, fromMs = zoneMs): FeedRecord[] {
  const price = calmBid - 3;
  const rested = 200_000;
  const eatenMs = fromMs + restedMs;
  return [
    ...book(fromMs, ['bid', price, rested]),
    trade(eatenMs, 'sell', price, executed),
    ...book(eatenMs + 10, ['bid', price, rested - executed - cancelled]),
  ];
}
const inCalm = (records: readonly FeedRecord[]) => inject(calm({ seconds: 150 }), records);

test('a heavy passive zone that was eaten up lets the price through', () => {
  const found = find(inCalm(heavy(190_000, 0)));
  assert.equal(found.length, 1);
  const { side, variant, price, invalidation, eventMs } = found[0]!;
  assert.deepEqual([side, variant], ['sell', 'passive']);
  assert.deepEqual([price, invalidation], [calmBid - 10, calmBid]);
  assert.equal(eventMs, zoneMs + 4010);
  const mirrored = find(mirror(inCalm(heavy(190_000, 0))));
  assert.deepEqual(bare(mirrored), mirrorDetections(found, sum));
});

test('a zone of which more than a quarter is left, or that its owners took away, is not exhausted', () => {
  assert.deepEqual(find(inCalm(heavy(140_000, 0))), []);
  assert.deepEqual(find(inCalm(heavy(10_000, 180_000))), []);
});

test('a zone that stood for half a minute is watched no longer', () => {
  assert.equal(find(inCalm(heavy(190_000, 0, 28_000))).length, 1);
  assert.deepEqual(find(inCalm(heavy(190_000, 0, 33_000))), []);
});

test('what was executed of one zone does not count for the next', () => {
  const twice = [...heavy(190_000, 0), ...heavy(1000, 189_000, 1000, zoneMs + 20_000)];
  assert.equal(find(inCalm(twice)).length, 1);
});

test('a zone is heavy only against a minute of a known book', () => {
  const knownMs = startMs + 50_000;
  const isLater = ({ kind, eventMs }: FeedRecord) => kind === 'buy' || kind === 'sell' || eventMs > knownMs;
  const lately = inject(inCalm(heavy(190_000, 0)).filter(isLater), wholeBook(knownMs));
  assert.deepEqual(find(lately), []);
});

test('a zone is forgotten when the book is lost', () => {
  const records = inCalm([
    ...heavy(0, 0).slice(0, -2),
    record('gap', zoneMs + 3000),
    ...heavy(190_000, 0).slice(2),
  ]);
  assert.deepEqual(find(records), []);
});

test('one row of buyers above a bar of the recording is one more finished auction', {
  skip: skipsWithoutData,
}, () => {
  const { records, instrument } = fromRecording('usdm');
  const barMs = Date.UTC(2024, 7, 8, 23, 57);
  const before = detect(exhaustion, records, {}, instrument);
  const more = (...sides: ('buy' | 'sell')[]) => {
    const extra = sides.map((side) => trade(barMs + 30_000, side, 617_215, 10));
    return added(detect(exhaustion, inject(records, extra), {}, instrument), before);
  };
  assert.deepEqual(
    more('buy').map(({ side, eventMs, price }) => [side, minuteOf(eventMs), price]),
    [['sell', barMs + 60_000, 617_215]],
  );
  assert.deepEqual(more('buy', 'sell'), []);
});

for (const [name, rested] of [
  ['usdm', 500_000],
  ['spot', 20_000_000],
] as const)
  test(`a heavy zone put into the recording of ${name} and eaten up there is one more, one taken away is none`, {
    skip: skipsWithoutData,
  }, () => {
    const market = fromRecording(name);
    const { records, instrument } = market;
    const { fromMs, bid } = quietMoment(market, 4000);
    const behind = Array.from({ length: 8 }, (_, i) => bid - 1 - i);
    const price = untouched(market, fromMs, fromMs + 4000, behind);
    const before = detect(exhaustion, records, {}, instrument);
    const more = (executed: number) => {
      const eatenMs = fromMs + 3000;
      const extra = [
        ...book(fromMs + 1, ['bid', price, rested]),
        trade(eatenMs, 'sell', price, Math.floor(rested * executed)),
        ...book(eatenMs + 10, ['bid', price, Math.floor(rested * 0.05)]),
      ];
      return added(detect(exhaustion, inject(records, extra), {}, instrument), before)
        .filter(({ eventMs }) => eventMs < fromMs + 4000)
        .map(({ side, variant }) => [side, variant]);
    };
    assert.deepEqual(more(0.95), [['sell', 'passive']]);
    assert.deepEqual(more(0.2), []);
  });
