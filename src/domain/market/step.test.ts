import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toStep, toSteps } from './step.ts';

test('a decimal is a whole number of steps exactly when the step divides it', () => {
  const sizes = fc.constantFrom(1, 2, 5, 10, 25, 50, 100, 250, 1000);
  fc.assert(
    fc.property(sizes, fc.nat(8), fc.nat(2 ** 31), fc.nat(8), (units, decimals, mantissa, fraction) => {
      const step = toStep(units, decimals);
      // both in units of the finest digit of either
      const scale = BigInt(10 ** Math.max(decimals, fraction));
      const value = (BigInt(mantissa) * scale) / 10n ** BigInt(fraction);
      const one = (BigInt(units) * scale) / 10n ** BigInt(decimals);
      const isWhole = value % one === 0n && value / one <= BigInt(Number.MAX_SAFE_INTEGER);
      // the form of the reader: no zeros behind
      const zeros = mantissa === 0 ? fraction : Math.min(fraction, /0*$/.exec(String(mantissa))![0].length);
      const steps = toSteps(step, mantissa / 10 ** zeros, fraction - zeros);
      assert.equal(steps, isWhole ? Number(value / one) : Number.NaN);
    }),
    { seed: 3, numRuns: 1000 },
  );
});

test('nothing is no step, whatever the step', () => {
  assert.equal(toSteps(toStep(5, 2), 0, 0), 0);
});
