import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createCandleStore } from './candle-store.ts';
import { intervals, nextOpenOf, openOf } from './intervals.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

test('months begin on their first day, weeks on a Monday', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (atMs) => {
      const at = new Date(atMs);
      assert.equal(openOf('month', atMs), Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
      assert.equal(
        nextOpenOf('month', openOf('month', atMs)),
        Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1),
      );
      assert.equal(new Date(openOf(7 * DAY_MS, atMs)).getUTCDay(), 1);
    }),
  );
});

const fill = fc.record({
  afterMs: fc.integer({ min: 0, max: 400_000 }),
  ticks: fc.integer({ min: 1, max: 1000 }),
  lots: fc.integer({ min: 1, max: 1000 }),
  isBuyerMaker: fc.boolean(),
});

test('candles of every interval are what a look over all trades gives', () => {
  fc.assert(
    fc.property(
      fc.array(fill, { minLength: 1, maxLength: 60 }),
      fc.constantFrom('1m', '3m', '15m', '1h'),
      (fills, name) => {
        const store = createCandleStore([]);
        let atMs = 1_700_000_000_000;
        const trades = fills.map(({ afterMs, ...one }, i) => {
          atMs += afterMs;
          return { ...one, atMs, tradeId: i, value: one.ticks * one.lots };
        });
        for (const trade of trades) store.add(trade);
        const length = intervals[name];
        assert.ok(typeof length === 'number');
        const candles = store.read({ length, limit: 10_000 });
        let close = trades[0]?.ticks ?? 0;
        candles.forEach((candle, i) => {
          assert.equal(candle.openMs, (candles[0]?.openMs ?? 0) + i * length);
          const inside = trades.filter((trade) => openOf(length, trade.atMs) === candle.openMs);
          assert.equal(
            candle.lots,
            inside.reduce((sum, { lots }) => sum + lots, 0),
          );
          assert.equal(candle.count, inside.length);
          assert.equal(candle.value, BigInt(inside.reduce((sum, { value }) => sum + value, 0)));
          const taken = inside.filter(({ isBuyerMaker }) => !isBuyerMaker);
          assert.equal(
            candle.takerLots,
            taken.reduce((sum, { lots }) => sum + lots, 0),
          );
          close = inside.at(-1)?.ticks ?? close;
          assert.equal(candle.close, close);
          if (inside.length === 0) return;
          assert.deepEqual([candle.firstId, candle.lastId], [inside[0]?.tradeId, inside.at(-1)?.tradeId]);
          assert.equal(candle.open, inside[0]?.ticks);
          assert.equal(candle.high, Math.max(...inside.map(({ ticks }) => ticks)));
          assert.equal(candle.low, Math.min(...inside.map(({ ticks }) => ticks)));
        });
      },
    ),
  );
});

test('a month of minutes keeps its days, and the last week its minutes', () => {
  const store = createCandleStore([]);
  const startMs = openOf(DAY_MS, 1_700_000_000_000);
  for (let i = 0; i < 30 * 24; i++)
    store.add({
      atMs: startMs + i * 60 * MINUTE_MS,
      tradeId: i,
      ticks: 100 + i,
      lots: 1,
      isBuyerMaker: false,
      value: 1,
    });
  const days = store.read({ length: DAY_MS, limit: 1000 });
  assert.deepEqual(
    days.map(({ lots }) => lots),
    Array.from({ length: 30 }, () => 24),
  );
  assert.deepEqual(
    days.map(({ open }) => open),
    days.map((_, i) => 100 + 24 * i),
  );
  const minutes = store.read({ length: MINUTE_MS, limit: 100_000 });
  assert.ok(minutes.length > 6 * 1440 && minutes.length <= 7 * 1440 + 1, String(minutes.length));
});
