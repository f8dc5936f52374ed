import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDecimal } from '../../../../domain/market/decimal.ts';
import { barOf, candleOf } from '../testing/made-by-hand.ts';
import { barToCandle } from './bar-to-candle.ts';
import { MINUTE_MS, toLongerCandles } from './to-longer-candles.ts';

const FIVE_MS = 5 * MINUTE_MS;
const minutes = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => candleOf((from + at) * MINUTE_MS));

test('sums are exact, whatever the digits', () => {
  const lots = fc.record({ buy: fc.nat(10 ** 12), sell: fc.nat(10 ** 12) });
  fc.assert(
    fc.property(
      fc.array(lots, { minLength: 5, maxLength: 5 }),
      fc.integer({ min: 0, max: 8 }),
      (all, digits) => {
        const candles = all.map(({ buy, sell }, at) =>
          candleOf(at * MINUTE_MS, {
            volume: formatDecimal(buy + sell, digits),
            delta: formatDecimal(buy - sell, digits),
          }),
        );
        const [candle] = toLongerCandles(candles, FIVE_MS, FIVE_MS);
        const sum = (of: (one: (typeof all)[number]) => number) =>
          all.reduce((total, one) => total + of(one), 0);
        assert.equal(
          candle?.volume,
          formatDecimal(
            sum(({ buy, sell }) => buy + sell),
            digits,
          ),
        );
        assert.equal(
          candle?.delta,
          formatDecimal(
            sum(({ buy, sell }) => buy - sell),
            digits,
          ),
        );
      },
    ),
  );
});

test('one of which a minute is missing is left out, but for those to come of the last', () => {
  const given = [...minutes(4), ...minutes(5, 5), candleOf(10 * MINUTE_MS, { isClosed: false })];
  const made = toLongerCandles(given, FIVE_MS, 10.5 * MINUTE_MS).map(({ openMs, volume, isClosed }) => [
    openMs / MINUTE_MS,
    volume,
    isClosed,
  ]);
  assert.deepEqual(made, [
    [5, '15.00', true],
    [10, '3.00', false],
  ]);
});

test('one whose last minutes were missed is not whole, and one whose minute just ended is', () => {
  const openings = (nowMs: number) =>
    toLongerCandles(minutes(8), FIVE_MS, nowMs).map(({ openMs }) => openMs / MINUTE_MS);
  assert.deepEqual(openings(8.5 * MINUTE_MS), [0, 5]);
  assert.deepEqual(openings(9 * MINUTE_MS + 9000), [0, 5]);
  assert.deepEqual(openings(9 * MINUTE_MS + 11_000), [0]);
  assert.deepEqual(openings(30 * MINUTE_MS), [0]);
});

test('its delta is not known where that of a minute is not', () => {
  const given = minutes(5).with(2, candleOf(2 * MINUTE_MS, { delta: null }));
  assert.deepEqual(
    toLongerCandles([...given, ...minutes(5, 5)], FIVE_MS, 10 * MINUTE_MS).map(({ delta }) => delta),
    [null, '5.00'],
  );
});

test('high, low, open and close are those of its minutes, and prices keep their digits', () => {
  const given = minutes(5)
    .with(0, candleOf(0, { open: '9.5', high: '10.0', low: '9.0', close: '9.8' }))
    .with(3, candleOf(3 * MINUTE_MS, { open: '10.0', high: '15.0', low: '8.0', close: '9.0' }));
  const [candle] = toLongerCandles(given, FIVE_MS, FIVE_MS);
  const { open, high, low, close } = candle!;
  assert.deepEqual([open, high, low, close], ['9.5', '15.0', '8.0', '11.0']);
});

test('a bar is the candle of its minute', () => {
  assert.deepEqual(barToCandle(barOf(0)), candleOf(0));
});
