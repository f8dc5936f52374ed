import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../testing/manual-clock.ts';
import { allocateHeartbeat, startHeartbeat, toBeatMs, watchHeartbeat } from './heartbeat.ts';

test('a thread that beats is left alone, and reported once when it falls silent', async () => {
  const clock = createManualClock();
  const memory = allocateHeartbeat();
  const silences: number[] = [];
  const beating = startHeartbeat(memory, toBeatMs(1000), clock, () => {});
  watchHeartbeat(memory, 1000, clock, (silentMs) => silences.push(silentMs));
  await clock.advance(20_000);
  assert.deepEqual(silences, []);
  beating.cancel();
  await clock.advance(999);
  assert.deepEqual(silences, []);
  await clock.advance(10_000);
  assert.equal(silences.length, 1);
  assert.ok((silences[0] ?? 0) >= 1000 && (silences[0] ?? 0) <= 1200, `${silences}`);
});

test('a single late beat is no alarm', async () => {
  const clock = createManualClock();
  const memory = allocateHeartbeat();
  const cell = new Int32Array(memory);
  let silences = 0;
  watchHeartbeat(memory, 1000, clock, () => silences++);
  for (let i = 0; i < 10; i++) {
    await clock.advance(900);
    Atomics.add(cell, 0, 1);
  }
  assert.equal(silences, 0);
});

test('a cell that wraps around is still alive', async () => {
  const clock = createManualClock();
  const memory = allocateHeartbeat();
  new Int32Array(memory)[0] = 2 ** 31 - 1;
  let silences = 0;
  startHeartbeat(memory, 100, clock, () => {});
  watchHeartbeat(memory, 1000, clock, () => silences++);
  await clock.advance(5000);
  assert.equal(silences, 0);
});

test('a watcher that was held up itself accuses nobody', () => {
  let nowMs = 0;
  let look = () => {};
  const manual = createManualClock();
  const clock = {
    ...manual,
    monotonicMs: () => nowMs,
    every: (_: number, run: () => void) => {
      look = run;
      return { cancel() {} };
    },
  };
  let silences = 0;
  watchHeartbeat(allocateHeartbeat(), 1000, clock, () => silences++);
  nowMs = 5000;
  look();
  assert.equal(silences, 0);
  for (const atMs of [5100, 5600, 5999]) {
    nowMs = atMs;
    look();
  }
  assert.equal(silences, 0);
  nowMs = 6000;
  look();
  assert.equal(silences, 1);
});

test('a beat tells how late the loop was', async () => {
  let nowMs = 0;
  let beat = () => {};
  const clock = {
    ...createManualClock(),
    monotonicMs: () => nowMs,
    every: (_: number, run: () => void) => {
      beat = run;
      return { cancel() {} };
    },
  };
  const late: number[] = [];
  startHeartbeat(allocateHeartbeat(), 100, clock, (lateMs) => late.push(lateMs));
  for (const atMs of [100, 230, 325]) {
    nowMs = atMs;
    beat();
  }
  assert.deepEqual(late, [0, 30, 0]);
});

test('threads beat often enough for a missed beat or two, and not too often', () => {
  assert.deepEqual([30_000, 1000, 500, 20].map(toBeatMs), [1000, 100, 50, 10]);
});
