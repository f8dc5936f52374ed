import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import type { FeedRecord } from '../domain/market/feed-record.ts';
import { accumulationDistribution } from './accumulation-distribution.ts';
import { candle, closeMs, minutesOf } from './testing/candles.ts';
import { fromRecording } from './testing/from-recording.ts';
import { added } from './testing/moment.ts';
import { calmBid, mirror, random, together, trade } from './testing/records.ts';
import { bare, detect, mirrorDetections } from './testing/scenario.ts';

/** Lively minutes, of which the last ends elsewhere, and which make a range of some ticks narrow. */
const lively = minutesOf(
  Array.from({ length: 11 }, (_, i) =>
    i % 2 === 0 ? candle(calmBid, calmBid + 60, 500, 500) : candle(calmBid + 60, calmBid, 500, 500),
  ),
);
const quietMs = closeMs(10) + 2000;

type Quiet = {
  seconds?: number;
  sold?: number;
  ticks?: number;
  fromMs?: number;
  at?: number;
  drift?: number;
  lots?: number;
};

/** Two trades a second within some ticks; of the volume that share is sold. */
function quiet({
  seconds = 400,
  sold = 0.7,
  ticks = 20,
  fromMs = quietMs,
  at = calmBid,
  drift = 0,
  lots = 100,
}: Quiet = {}) {
  const next = random(5);
  const records: FeedRecord[] = [];
  for (let i = 0; i < seconds; i++) {
    const price = at + Math.floor(next() * ticks) + Math.round((drift * i) / seconds);
    records.push(trade(fromMs + i * 1000, 'sell', price, Math.round(lots * sold)));
    records.push(trade(fromMs + i * 1000 + 300, 'buy', price, Math.round(lots * (1 - sold))));
  }
  return records;
}
const find = (settings: Quiet = {}) =>
  detect(accumulationDistribution, together(lively, quiet({ drift: 3, ...settings })));

test('five minutes of selling into a narrow range that does not fall is accumulation, told once', () => {
  const found = find();
  assert.equal(found.length, 1);
  const { side, variant, price, eventMs, invalidation, figures } = found[0]!;
  assert.deepEqual([side, variant], ['buy', 'accumulation']);
  assert.ok(eventMs >= quietMs + 299_000 && eventMs <= quietMs + 302_000, `after ${eventMs - quietMs} ms`);
  assert.ok(price >= calmBid && price <= calmBid + 24);
  assert.equal(invalidation, figures['lowTicks']);
  assert.ok(Math.abs(Number(figures['share']) - 0.7) < 0.01);
});

test('less than five minutes, too even a flow, too wide a range, and a fall are none', () => {
  assert.deepEqual(find({ seconds: 290 }), []);
  assert.deepEqual(find({ sold: 0.59 }), []);
  assert.deepEqual(find({ ticks: 90 }), []);
  assert.deepEqual(find({ drift: -20 }), []);
});

test('buying into a range that does not rise is distribution', () => {
  const records = together(lively, quiet({ drift: 3 }));
  const mirrored = detect(accumulationDistribution, mirror(records));
  assert.deepEqual(bare(mirrored).map(noVariant), mirrorDetections(find(), 2 * calmBid + 1).map(noVariant));
  assert.equal(mirrored[0]?.variant, 'distribution');
});

function noVariant(each: object): object {
  return { ...each, variant: undefined };
}

test('a range that follows the recording is one more detection', { skip: skipsWithoutData }, () => {
  const { records, instrument } = fromRecording('spot');
  const fromMs = Date.UTC(2024, 7, 9, 0, 5, 10);
  const last = { fromMs, at: 267_760, ticks: 100, drift: 10, lots: 100_000 };
  const before = detect(accumulationDistribution, records, {}, instrument);
  const more = (extra: readonly FeedRecord[]) =>
    added(detect(accumulationDistribution, [...records, ...extra], {}, instrument), before);
  assert.deepEqual(
    more(quiet(last)).map(({ side }) => side),
    ['buy'],
  );
  assert.deepEqual(more(quiet({ ...last, sold: 0.55 })), []);
});
