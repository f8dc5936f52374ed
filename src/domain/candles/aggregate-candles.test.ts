import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { aggregateCandles } from './aggregate-candles.ts';
import type { Candle } from './candle.ts';

const MINUTE_MS = 60_000;

function minute(n: number, [openTicks, highTicks, lowTicks, closeTicks] = [5, 9, 1, 5]): Candle {
  return {
    startMs: n * MINUTE_MS,
    openTicks: openTicks!,
    highTicks: highTicks!,
    lowTicks: lowTicks!,
    closeTicks: closeTicks!,
    volumeLots: 2,
    buyLots: 1,
    trades: 3,
  };
}

test('five minutes open with the first, close with the last and span all', () => {
  const sources = [
    minute(0, [5, 6, 4, 5]),
    minute(1, [5, 9, 5, 8]),
    minute(2),
    minute(3),
    minute(4, [3, 3, 1, 2]),
  ];
  assert.deepEqual(aggregateCandles(sources, MINUTE_MS, 5 * MINUTE_MS), {
    candles: [{ ...minute(0, [5, 9, 1, 2]), volumeLots: 10, buyLots: 5, trades: 15, missing: 0 }],
    gaps: [],
  });
});

test('missing minutes are marked and listed, and nothing is made up', () => {
  const { candles, gaps } = aggregateCandles(
    [minute(1), minute(3), minute(4), minute(16)],
    MINUTE_MS,
    5 * MINUTE_MS,
  );
  assert.deepEqual(
    candles.map(({ startMs, missing }) => [startMs / MINUTE_MS, missing]),
    [
      [0, 2],
      [15, 4],
    ],
  );
  assert.deepEqual(gaps, [
    { fromMs: 2 * MINUTE_MS, toMs: 3 * MINUTE_MS },
    { fromMs: 5 * MINUTE_MS, toMs: 16 * MINUTE_MS },
  ]);
});

test('candles out of order, twice or off the minute are refused, and so are intervals that do not fit', () => {
  const off = { ...minute(1), startMs: 90_000 };
  for (const sources of [[minute(2), minute(1)], [minute(1), minute(1)], [off]])
    assert.throws(() => aggregateCandles(sources, MINUTE_MS, 5 * MINUTE_MS), { code: 'CANDLE_INVALID' });
  for (const intervalMs of [0, 90_000, Number.NaN])
    assert.throws(() => aggregateCandles([], MINUTE_MS, intervalMs), { code: 'CANDLE_INVALID' });
});

test('two steps give the same as one', () => {
  const minutes = fc
    .uniqueArray(fc.nat({ max: 200 }), { minLength: 1 })
    .map((all) => all.sort((a, b) => a - b));
  fc.assert(
    fc.property(minutes, (present) => {
      const sources = present.map((n) => minute(n, [n, n + 3, n - 3, n + 1]));
      const direct = aggregateCandles(sources, MINUTE_MS, 15 * MINUTE_MS).candles;
      const fives = aggregateCandles(sources, MINUTE_MS, 5 * MINUTE_MS).candles;
      const stepped = aggregateCandles(fives, 5 * MINUTE_MS, 15 * MINUTE_MS).candles;
      const bare = (candles: typeof direct) => candles.map(({ missing, ...candle }) => candle);
      assert.deepEqual(bare(stepped), bare(direct));
    }),
  );
});
