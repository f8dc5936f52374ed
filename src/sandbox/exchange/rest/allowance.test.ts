import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createAllowance } from './allowance.ts';

test('the allowance of a minute comes back with the next one, a ban later', async () => {
  // the beginning of a minute
  const clock = createManualClock(1_700_000_040_000);
  const allowance = createAllowance(clock, { spot: 100, usdm: 100, coinm: 100 });
  assert.equal(allowance.take('spot', 100).refused, undefined);
  assert.deepEqual(
    [allowance.take('spot', 1).refused?.status, allowance.take('spot', 1).refused?.retryAfterS],
    [429, 60],
  );
  assert.equal(allowance.take('usdm', 1).refused, undefined);
  await clock.advance(60_000);
  assert.deepEqual(allowance.take('spot', 1), { usedWeight: 1 });
  for (let i = 0; i < 11; i++) allowance.take('spot', 100);
  assert.equal(allowance.take('spot', 1).refused?.status, 418);
  await clock.advance(60_000);
  assert.equal(allowance.take('spot', 1).refused?.status, 418);
  await clock.advance(60_000);
  assert.equal(allowance.take('spot', 1).refused, undefined);
});
