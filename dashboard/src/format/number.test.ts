import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMoney,
  formatPercent,
  formatPrice,
  formatSigned,
  formatSol,
} from './number.ts';

test('what is not known is a dash and never a zero', () => {
  for (const format of [
    formatPrice,
    formatMoney,
    formatPercent,
    formatSol,
    formatBytes,
    formatDuration,
    formatCount,
  ])
    for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY])
      assert.equal(format(value), '—');
});

test('a price has five significant digits, and tiny ones count their zeros', () => {
  assert.equal(formatPrice(128.4031), '128.40');
  assert.equal(formatPrice(61_234.56), '61,235');
  assert.equal(formatPrice(1_234_567.8), '1,234,568');
  assert.equal(formatPrice(0.8213), '0.82130');
  assert.equal(formatPrice(0.00012345), '0.00012345');
  assert.equal(formatPrice(0.00002213), '0.0₄2213');
  assert.equal(formatPrice(0.000001234), '0.0₅1234');
  assert.equal(formatPrice(1.5e-12), '0.0₁₁15');
  assert.equal(formatPrice(-0.000001234), '−0.0₅1234');
  assert.equal(formatPrice(0), '0');
});

test('a price that rounds up to the next power keeps five digits', () => {
  assert.equal(formatPrice(0.0000999999), '0.00010000');
  assert.equal(formatPrice(9.99999), '10.000');
});

test('a price follows the tick of its market', () => {
  assert.equal(formatPrice(61_234.5, 0.01), '61,234.50');
  assert.equal(formatPrice(61_234.5, 0.5), '61,234.5');
  assert.equal(formatPrice(61_234.5, 1e-7), '61,234.5000000');
  assert.equal(formatPrice(61_234.4, 10), '61,234');
});

test('money has two decimals, and is short in tables from ten thousand on', () => {
  assert.equal(formatMoney(1_234_567), '1,234,567.00');
  assert.equal(formatMoney(9999.994, true), '9,999.99');
  assert.equal(formatMoney(1_234_567, true), '1.23M');
  assert.equal(formatMoney(-12_345, true), '−12.3k');
  assert.equal(formatMoney(999_999, true), '1.00M');
});

test('percent above a thousand is a multiple', () => {
  assert.equal(formatPercent(0.966), '0.97 %');
  assert.equal(formatPercent(1240), '12.4×');
});

test('a gain carries its plus, a loss its minus, zero neither', () => {
  assert.equal(formatSigned(1.24, formatSol), '+1.2400');
  assert.equal(formatSigned(-1.24, formatSol), '−1.2400');
  assert.equal(formatSigned(0, formatPercent), '0.00 %');
  assert.equal(formatSigned(-0.001, formatPercent), '0.00 %');
  assert.equal(formatSigned(0.001, formatPercent), '0.00 %');
});

test('bytes and durations name their unit', () => {
  assert.equal(formatBytes(0), '0 B');
  assert.equal(formatBytes(34_567_890), '34.6 MB');
  assert.equal(formatBytes(999_999), '1.0 MB');
  assert.equal(formatBytes(536_870_912), '537 MB');
  assert.equal(formatDuration(0), '0 ms');
  assert.equal(formatDuration(0.42), '0.42 ms');
  assert.equal(formatDuration(12), '12 ms');
  assert.equal(formatDuration(1234), '1.2 s');
  assert.equal(formatDuration(200_000), '3 min 20 s');
  assert.equal(formatDuration(7_380_000), '2 h 3 min');
  assert.equal(formatDuration(352_800_000), '4 d 2 h');
});
