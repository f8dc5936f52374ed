import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toCvd } from './cvd.ts';
import { toVwap } from './vwap.ts';

const DAY_MS = 86_400_000;

const candle = (openMs: number, price: number, volume: number, delta: number | null = 0) => ({
  openMs,
  open: price,
  high: price,
  low: price,
  close: price,
  volume,
  delta,
  isClosed: true,
});

test('VWAP weighs prices by volume, and begins anew with the UTC day', () => {
  const points = toVwap([candle(DAY_MS - 2, 10, 1), candle(DAY_MS - 1, 20, 3), candle(DAY_MS, 50, 2)]);
  assert.deepEqual(
    points.map(({ vwap }) => vwap),
    [10, 17.5, 50],
  );
  assert.ok(Math.abs((points[1]?.deviation ?? 0) - Math.sqrt(18.75)) < 1e-9);
  assert.equal(points[2]?.deviation, 0);
});

test('nothing is told before anything was traded', () => {
  assert.deepEqual(toVwap([candle(0, 10, 0)]), []);
});

test('VWAP lies between the lowest and the highest price, at any price level', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 1000 })), {
        minLength: 1,
      }),
      (trades) => {
        const points = toVwap(trades.map(([price, volume], i) => candle(i, price, volume)));
        const prices = trades.map(([price]) => price);
        const { vwap = Number.NaN } = points.at(-1) ?? {};
        assert.ok(vwap >= Math.min(...prices) - 1e-6 && vwap <= Math.max(...prices) + 1e-6);
      },
    ),
  );
});

test('CVD goes back by the delta of each candle, and ends where one is not known', () => {
  const candles = [candle(1, 1, 1, 9), candle(2, 1, 1, null), candle(3, 1, 1, -4), candle(4, 1, 1, 6)];
  assert.deepEqual(toCvd(candles, 100), [
    { openMs: 2, cvd: 98 },
    { openMs: 3, cvd: 94 },
    { openMs: 4, cvd: 100 },
  ]);
});
