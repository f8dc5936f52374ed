import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAmount, formatGain, toNumber } from './unit-amounts.ts';

test('amounts are short when large and keep the digits that count when small', () => {
  assert.equal(formatAmount(toNumber('2320000000000', 6)), '2.32M');
  assert.equal(formatAmount(toNumber('1234567', 6)), '1.2346');
  assert.equal(formatAmount(toNumber('12', 9)), '0.000000012');
  assert.equal(formatAmount(toNumber('12', null)), '—');
});

test('gains have their sign, SOL four decimals and dollars two', () => {
  assert.equal(formatGain(toNumber('1500000000', 9), 'SOL'), '+1.5000');
  assert.equal(formatGain(toNumber('-2500000', 6), 'USDC'), '−2.50');
  assert.equal(formatGain(0, 'SOL'), '0.0000');
});
