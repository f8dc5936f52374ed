import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Candle } from '../../../domain/candles/candle.ts';
import { indicators } from '../../../domain/indicators/index.ts';
import type { ClosedBar } from '../../../domain/order-flow/bar-words.ts';
import { plainInstrument } from '../../../domain/order-flow/testing/records.ts';
import { SymbolBars } from './symbol-bars.ts';

const MINUTE_MS = 60_000;
const START_MS = 1_700_006_400_000;
const FAR_MS = Number.POSITIVE_INFINITY;

function minute(n: number, close = 100 + ((n * 37) % 11)): Candle {
  return {
    startMs: START_MS + n * MINUTE_MS,
    ...{ openTicks: 100, highTicks: Math.max(100, close) + 2, lowTicks: Math.min(100, close) - 2 },
    ...{ closeTicks: close, volumeLots: n + 1, buyLots: n, trades: 3 },
  };
}

function open() {
  const closed: ClosedBar[] = [];
  const bars = new SymbolBars(plainInstrument, (bar) => closed.push(bar));
  return { bars, closed };
}

test('a longer bar closes with its last minute, is the sum of all, and is told with its indicators', () => {
  const { bars, closed } = open();
  bars.line('5m').indicators(['sma:length=2', 'atr:length=1'], 10, FAR_MS);
  for (let n = 0; n < 12; n++) bars.put(minute(n));
  const fives = closed.filter(({ interval }) => interval === '5m');
  assert.equal(fives.length, 2);
  const [first, second] = fives as [ClosedBar, ClosedBar];
  assert.deepEqual(first.candle, {
    ...{ openMs: START_MS, open: '1.00', high: '1.10', low: '0.98', close: '1.05' },
    ...{ volume: '0.015', delta: '0.005', isClosed: true },
  });
  const [average, range] = second.indicators;
  const mean = (Number(first.candle.close) + Number(second.candle.close)) / 2;
  assert.deepEqual([first.indicators[0]?.values, average?.values], [[null], [mean]]);
  assert.equal(range?.values.length, 3);
  assert.deepEqual(bars.open('5m', undefined)?.volume, '0.023');
  assert.equal(bars.open('5m', minute(12))?.isClosed, false);
});

test('a bar with a missing minute is not told before the minute is, and an open one says that it is a part', () => {
  const { bars, closed } = open();
  for (const n of [0, 1, 3, 4]) bars.put(minute(n));
  assert.deepEqual([bars.line('5m').bars.length, bars.open('5m', undefined)?.isPartial], [0, true]);
  bars.put(minute(2));
  assert.equal(bars.line('5m').bars[0]?.volume, '0.015');
  assert.equal(closed.filter(({ interval }) => interval === '5m').length, 1);
  assert.deepEqual(bars.line('1m').bars.length, 5);
});

const names = indicators
  .filter(({ inputs }) => inputs !== 'pair')
  .map(({ name }) => name)
  .filter((name) => /^[A-Za-z][A-Za-z0-9-]*$/.test(name));

test('whatever the order in which minutes come, and whenever it is asked for, each indicator has the same values', () => {
  assert.ok(names.length > 90);
  const order = fc
    .tuple(
      fc.shuffledSubarray(
        Array.from({ length: 60 }, (_, n) => n),
        { minLength: 60 },
      ),
      fc.nat(59),
    )
    .map(([all, asked]) => ({ all, asked }));
  fc.assert(
    fc.property(order, fc.constantFrom(...names), ({ all, asked }, name) => {
      const straight = open().bars;
      for (let n = 0; n < 60; n++) straight.put(minute(n));
      const shuffled = open().bars;
      for (const [at, n] of all.entries()) {
        if (at === asked) shuffled.line('1m').indicators([name], 1, FAR_MS);
        shuffled.put(minute(n));
      }
      const of = (bars: SymbolBars) => bars.line('1m').indicators([name], 60, FAR_MS);
      assert.deepEqual(of(shuffled), of(straight));
    }),
    { numRuns: 150 },
  );
});

test('a minute that is known better changes what is made of it', () => {
  const { bars } = open();
  for (let n = 0; n < 5; n++) bars.put(minute(n));
  bars.line('5m').indicators(['sma:length=1'], 1, FAR_MS);
  bars.put(minute(4, 777));
  const line = bars.line('5m');
  assert.deepEqual([line.bars[0]?.close, line.bars.length], ['7.77', 1]);
  assert.deepEqual(line.indicators(['sma:length=1'], 1, FAR_MS)[0]?.values, [[7.77]]);
});

test('an average of the session begins with midnight UTC, and is not told of a session that was joined later', () => {
  const { bars } = open();
  // midnight is with the third of them
  for (let n = 0; n < 4; n++) bars.put({ ...minute(n), startMs: START_MS + (n - 2) * MINUTE_MS });
  const [series] = bars.line('1m').indicators(['vwap'], 4, FAR_MS);
  const [first, second, third] = series!.values[0]!;
  const { highTicks, lowTicks, closeTicks } = minute(2);
  assert.deepEqual([first, second], [null, null]);
  assert.equal(third?.toFixed(9), ((highTicks + lowTicks + closeTicks) / 300).toFixed(9));
});

test('indicators that do not exist, compare two instruments or do not take a setting are refused', () => {
  const line = open().bars.line('1m');
  for (const name of ['nonsense', 'beta', 'ema:length=0', 'ema:size=3', 'ema:length=abc'])
    assert.throws(() => line.indicators([name], 1, FAR_MS), { code: 'INDICATOR_INVALID' });
});
