// Against what exchanges published.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { recordedData, skipsWithoutData } from '../../../test/recorded-data.ts';
import { aggregateCandles } from './aggregate-candles.ts';
import type { Candle } from './candle.ts';
import { createCandleBuilder } from './candle-builder.ts';
import {
  loadAggregatedTrades,
  loadCsvRows,
  loadJsonRows,
  scaleOf,
  toCandles,
} from './testing/recorded-candles.ts';

const skip = { skip: skipsWithoutData };
const MINUTE_MS = 60_000;
const scale = { price: 8, size: 8 };

function build(intervalMs: number): Candle[] {
  const builder = createCandleBuilder(intervalMs);
  const trades = loadAggregatedTrades('market/aggtrades_freqtrade/XRP_ETH-trades_20191011.json.gz', scale);
  const done = trades.flatMap((trade) => builder.push(trade) ?? []);
  assert.equal(builder.lateTrades, 0);
  return [...done, builder.current!];
}

function toPublished(candles: readonly Candle[]): Candle[] {
  return candles.map((candle) => ({ ...candle, buyLots: 0, trades: 0 }));
}

for (const minutes of [1, 5])
  test(`trades give every published candle of ${minutes} min`, skip, () => {
    const published = toCandles(
      loadCsvRows(`market/backtest_freqtrade/candles/XRP_ETH-${minutes}m.csv.gz`),
      scale,
    );
    assert.ok(published.length > 700);
    assert.deepEqual(toPublished(build(minutes * MINUTE_MS)), published);
  });

test('candles of 5 min are the same from trades and from candles of 1 min', skip, () => {
  const { candles } = aggregateCandles(build(MINUTE_MS), MINUTE_MS, 5 * MINUTE_MS);
  assert.deepEqual(
    candles.map(({ missing, ...candle }) => candle),
    build(5 * MINUTE_MS),
  );
});

const folder = 'market/klines_1m_binance_202105';
const pairs = skipsWithoutData ? [] : readdirSync(recordedData(folder)).map((file) => file.split('-')[0]!);

/** Where the exchange itself has less in its candles of 1 min than in those of 5 min, alike for every pair. */
const disturbed = [
  ...['02:10', '02:15', '02:20'].map((time) => `2021-04-22T${time}`),
  ...['01:40', '01:45', '01:50', '01:55', '02:00', '02:05', '02:10'].map((time) => `2021-04-23T${time}`),
  ...['02:15', '02:20', '02:25', '02:35', '02:40', '02:45'].map((time) => `2021-04-23T${time}`),
];

test('there are twelve pairs of klines', skip, () => assert.equal(pairs.length, 12));

for (const pair of pairs)
  test(`whole klines of 1 min of ${pair} give those of 5 min, and its gaps are marked`, skip, () => {
    const minutes = loadJsonRows(`${folder}/${pair}-1m.json.gz`);
    const fives = loadJsonRows(`market/klines_5m_binance_202105/${pair}-5m.json.gz`);
    const scale = scaleOf([...minutes, ...fives]);
    const published = new Map(toCandles(fives, scale).map((candle) => [candle.startMs, candle]));
    const { candles, gaps } = aggregateCandles(toCandles(minutes, scale), MINUTE_MS, 5 * MINUTE_MS);
    const whole = candles.filter(({ missing }) => missing === 0);
    const wrong = whole.filter(
      ({ missing, ...candle }) => !isDeepStrictEqual(candle, published.get(candle.startMs)),
    );
    assert.ok(whole.length > 8500);
    assert.deepEqual(
      wrong.map(({ startMs }) => toMinute(startMs)),
      disturbed,
    );
    assert.ok(wrong.every(({ startMs, volumeLots }) => volumeLots < published.get(startMs)!.volumeLots));
    const { fromMs, toMs } = gaps.at(-1)!;
    assert.match(toMinute(fromMs), /^2021-04-25T04:0[12]$/);
    assert.equal(toMinute(toMs), '2021-04-25T08:45');
    const absent = gaps.reduce((sum, gap) => sum + gap.toMs - gap.fromMs, 0) / MINUTE_MS;
    const span = (minutes.at(-1)![0] - minutes[0]![0]) / MINUTE_MS + 1;
    assert.equal(minutes.length + absent, span);
  });

function toMinute(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 16);
}
