import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Candle, CandleTrade } from './candle.ts';
import { createCandleBuilder } from './candle-builder.ts';

const MINUTE_MS = 60_000;

function trade(id: number, timeMs: number, priceTicks: number, sizeLots = 1, isBuy = true): CandleTrade {
  return { id, timeMs, priceTicks, sizeLots, isBuy };
}

test('a candle ends with the first trade of a later one', () => {
  const builder = createCandleBuilder(MINUTE_MS);
  assert.equal(builder.push(trade(1, 1000, 10, 5)), undefined);
  assert.equal(builder.push(trade(2, 59_999, 8, 2, false)), undefined);
  assert.deepEqual(builder.push(trade(3, 180_000, 20)), {
    startMs: 0,
    openTicks: 10,
    highTicks: 10,
    lowTicks: 8,
    closeTicks: 8,
    volumeLots: 7,
    buyLots: 5,
    trades: 2,
  });
  assert.equal(builder.current?.startMs, 180_000);
});

test('trades of equal time open and close by their ids', () => {
  const builder = createCandleBuilder(MINUTE_MS);
  for (const [id, price] of [
    [2, 20],
    [3, 30],
    [1, 10],
  ] as const)
    builder.push(trade(id, 5000, price));
  assert.equal(builder.current?.openTicks, 10);
  assert.equal(builder.current?.closeTicks, 30);
});

test('a trade of a candle that is over is counted and changes nothing', () => {
  const builder = createCandleBuilder(MINUTE_MS);
  builder.push(trade(1, 1000, 10));
  builder.push(trade(2, 61_000, 11));
  const before = builder.current;
  assert.equal(builder.push(trade(3, 59_000, 99)), undefined);
  assert.deepEqual(builder.current, before);
  assert.equal(builder.lateTrades, 1);
});

test('time alone ends a candle once, and makes none where nothing was traded', () => {
  const builder = createCandleBuilder(MINUTE_MS);
  builder.push(trade(1, 1000, 10));
  assert.equal(builder.advance(59_999), undefined);
  assert.equal(builder.advance(60_000)?.startMs, 0);
  assert.equal(builder.advance(600_000), undefined);
  builder.push(trade(2, 59_000, 10));
  assert.equal(builder.lateTrades, 1);
});

test('what is not whole is refused, and so is a volume that no longer counts exactly', () => {
  const builder = createCandleBuilder(MINUTE_MS);
  for (const wrong of [0.5, Number.NaN, -1, 2 ** 53])
    assert.throws(() => builder.push(trade(1, 1000, wrong)), { code: 'CANDLE_INVALID' });
  builder.push(trade(1, 1000, 1, Number.MAX_SAFE_INTEGER));
  assert.throws(() => builder.push(trade(2, 1000, 1, 1)), { code: 'CANDLE_INVALID' });
  assert.equal(builder.current?.trades, 1);
  assert.throws(() => createCandleBuilder(0), { code: 'CANDLE_INVALID' });
});

const trades = fc.array(
  fc.record({
    timeMs: fc.integer({ min: 0, max: 9999 }),
    priceTicks: fc.integer({ min: 1, max: 50 }),
    sizeLots: fc.integer({ min: 1, max: 9 }),
    isBuy: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);

test('the order in which the trades of a candle come makes no difference', () => {
  fc.assert(
    fc.property(trades, fc.infiniteStream(fc.nat()), (made, keys) => {
      const numbered = made.map((each, id) => ({ ...each, id }));
      const shuffled = numbered
        .map((each) => ({ each, key: keys.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ each }) => each);
      assert.deepEqual(build(shuffled, 10_000), build(numbered, 10_000));
    }),
  );
});

test('candles hold every trade once, between their low and their high', () => {
  fc.assert(
    fc.property(trades, fc.integer({ min: 1, max: 3000 }), (made, intervalMs) => {
      const inOrder = made
        .map((each, id) => ({ ...each, id }))
        .sort((a, b) => a.timeMs - b.timeMs || a.id - b.id);
      const candles = build(inOrder, intervalMs);
      const sum = (pick: (candle: Candle) => number) =>
        candles.reduce((total, candle) => total + pick(candle), 0);
      assert.equal(
        sum((candle) => candle.trades),
        inOrder.length,
      );
      assert.equal(
        sum((candle) => candle.volumeLots),
        inOrder.reduce((total, { sizeLots }) => total + sizeLots, 0),
      );
      for (const { openTicks, highTicks, lowTicks, closeTicks } of candles) {
        assert.ok(lowTicks <= Math.min(openTicks, closeTicks));
        assert.ok(highTicks >= Math.max(openTicks, closeTicks));
      }
    }),
  );
});

function build(all: readonly CandleTrade[], intervalMs: number): Candle[] {
  const builder = createCandleBuilder(intervalMs);
  const done = all.flatMap((each) => builder.push(each) ?? []);
  assert.equal(builder.lateTrades, 0);
  return [...done, builder.current!];
}
