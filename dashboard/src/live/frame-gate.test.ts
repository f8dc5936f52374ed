import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFrameGate } from './frame-gate.ts';

test('many changes of one frame are applied once, and frames a quarter of a second apart', () => {
  let nowMs = 0;
  let applied = 0;
  const frames: (() => void)[] = [];
  const timers: { delayMs: number; run: () => void }[] = [];
  const ask = createFrameGate(() => applied++, {
    requestFrame: (run) => void frames.push(run),
    nowMs: () => nowMs,
    after: (delayMs, run) => void timers.push({ delayMs, run }),
  });
  for (let i = 0; i < 10; i++) ask();
  assert.equal(frames.length, 1);
  frames.shift()?.();
  assert.equal(applied, 1);
  nowMs = 100;
  ask();
  ask();
  assert.deepEqual([frames.length, timers.map(({ delayMs }) => delayMs)], [0, [150]]);
  nowMs = 250;
  timers.shift()?.run();
  frames.shift()?.();
  assert.equal(applied, 2);
  nowMs = 600;
  ask();
  assert.equal(frames.length, 1);
});
