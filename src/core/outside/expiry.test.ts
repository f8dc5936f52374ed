import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../errors.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createExpiry, untilAborted } from './expiry.ts';

const codeOf = (signal: AbortSignal) => (signal.reason as AppError).code;

test('it ends at its time, at once if that has passed', async () => {
  const clock = createManualClock();
  const { signal } = createExpiry('peer', clock, undefined, 100);
  await clock.advance(99);
  assert.equal(signal.aborted, false);
  await clock.advance(1);
  assert.equal(codeOf(signal), 'OUTSIDE_TIMEOUT');
  assert.equal(codeOf(createExpiry('peer', clock, undefined, 0).signal), 'OUTSIDE_TIMEOUT');
});

test('it ends with its parent, keeping a reason that is ours', () => {
  const clock = createManualClock();
  assert.equal(codeOf(createExpiry('peer', clock, AbortSignal.abort(), 100).signal), 'CALL_CANCELLED');
  const ours = AbortSignal.abort(new AppError('CALL_EXPIRED'));
  assert.equal(codeOf(createExpiry('peer', clock, ours, 100).signal), 'CALL_EXPIRED');
});

test('once disposed of, neither time nor parent ends it', async () => {
  const clock = createManualClock();
  const parent = new AbortController();
  const { signal, dispose } = createExpiry('peer', clock, parent.signal, 100);
  dispose();
  parent.abort();
  await clock.advance(1000);
  assert.equal(signal.aborted, false);
});

test('what fails after it was given up is no unhandled rejection, and what throws at once rejects', async () => {
  const controller = new AbortController();
  const late = Promise.withResolvers<never>();
  const given = untilAborted(controller.signal, () => late.promise);
  controller.abort(new Error('enough'));
  await assert.rejects(given, { message: 'enough' });
  late.reject(new Error('late'));
  const thrown = untilAborted(new AbortController().signal, () => {
    throw new Error('at once');
  });
  await assert.rejects(thrown, { message: 'at once' });
});
