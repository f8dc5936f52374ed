import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../core/testing/manual-clock.ts';
import { createSandboxClock } from './sandbox-clock.ts';

test('sandbox time runs as many times faster as it is told, and keeps what has passed', async () => {
  const real = createManualClock();
  const clock = createSandboxClock(real, 10);
  const startMs = clock.now();
  await real.advance(100);
  assert.equal(clock.monotonicMs(), 1000);
  clock.setSpeed(1);
  await real.advance(100);
  assert.equal(clock.monotonicMs(), 1100);
  assert.equal(clock.now() - startMs, 1100);
});

test('a timer that waits keeps its sandbox time when the speed changes', async () => {
  const real = createManualClock();
  const clock = createSandboxClock(real, 1);
  let firedMs: number | undefined;
  clock.after(1000, () => {
    firedMs = clock.monotonicMs();
  });
  await real.advance(500);
  clock.setSpeed(100);
  await real.advance(4);
  assert.equal(firedMs, undefined);
  await real.advance(1);
  assert.equal(firedMs, 1000);
});

test('a period keeps its step over changes of speed, and a cancelled timer never fires', async () => {
  const real = createManualClock();
  const clock = createSandboxClock(real, 2);
  const firedMs: number[] = [];
  const steps = clock.every(100, () => firedMs.push(clock.monotonicMs()));
  clock.after(150, () => assert.fail('it was cancelled')).cancel();
  await real.advance(100);
  clock.setSpeed(10);
  await real.advance(10);
  assert.deepEqual(firedMs, [100, 200, 300]);
  steps.cancel();
  await real.advance(1000);
  assert.equal(firedMs.length, 3);
});
