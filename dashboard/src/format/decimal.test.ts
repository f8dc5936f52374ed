import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimalsOfStep, formatExactDecimal, toLot, toTick } from './decimal.ts';

const steps = { priceDecimals: 2, sizeDecimals: 3, tickUnits: 10, lotUnits: 1 };

test('steps come from the units of the last printed digit', () => {
  assert.deepEqual([toTick(steps), toLot(steps)], [0.1, 0.001]);
  assert.equal(decimalsOfStep(10, 2), 1);
  assert.equal(decimalsOfStep(1, 7), 7);
  assert.equal(decimalsOfStep(100, 1), 0);
});

test('exact text keeps every digit that says something', () => {
  assert.equal(formatExactDecimal('57204.10', 1), '57,204.1');
  assert.equal(formatExactDecimal('57204.15', 1), '57,204.15');
  assert.equal(formatExactDecimal('-1234567.000'), '−1,234,567.00');
  assert.equal(formatExactDecimal('0.00327000'), '0.00327');
  assert.equal(formatExactDecimal('12.5'), '12.5');
  assert.equal(formatExactDecimal('12', 2), '12.00');
  assert.equal(formatExactDecimal('9007199254740993.1'), '9,007,199,254,740,993.1');
});

test('nought has no sign, and nothing is a dash', () => {
  assert.equal(formatExactDecimal('-0.00', 2), '0.00');
  assert.deepEqual([formatExactDecimal(null), formatExactDecimal('')], ['—', '—']);
});
