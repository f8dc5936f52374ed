import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom } from '../random.ts';
import { Life } from './life.ts';
import type { Scheduler } from './scheduler.ts';
import { createTestScheduler } from './testing/run-scheduler.ts';
import { createLabel } from './trace.ts';

const label = createLabel('event');

function createLife(): { scheduler: Scheduler; life: Life } {
  const scheduler = createTestScheduler();
  return { scheduler, life: new Life('unit', 1, scheduler, createSeededRandom(1)) };
}

test('nothing that a life had booked happens after its end', async () => {
  const { scheduler, life } = createLife();
  const { clock } = life;
  const seen: string[] = [];
  clock.after(10, () => seen.push('after'));
  clock.every(10, () => seen.push('every'));
  clock.nextTurn(() => seen.push('turn'));
  void clock.sleep(10).then(() => seen.push('sleep'));
  life.at(10, label, () => void seen.push('event'));
  clock.endOfTurn(() => seen.push('end of turn'));
  life.end();
  scheduler.schedule(100, label, () => {});
  await scheduler.run();
  assert.deepEqual(seen, []);
});

test('what code of a dead life still books never happens', async () => {
  const { scheduler, life } = createLife();
  const seen: string[] = [];
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  life.at(1, label, async () => {
    await gate;
    seen.push('late continuation');
    life.clock.after(1, () => seen.push('late timer'));
    life.clock.nextTurn(() => seen.push('late turn'));
    life.clock.endOfTurn(() => seen.push('late end of turn'));
    await life.clock.sleep(1);
    seen.push('late sleep');
  });
  scheduler.schedule(2, label, () => {
    life.end();
    release();
  });
  scheduler.schedule(100, label, () => {});
  await scheduler.run();
  assert.deepEqual(seen, ['late continuation']);
});

test('its end is told once, and at the moment it happens however busy it was', () => {
  const { life } = createLife();
  let ends = 0;
  life.onEnd(() => ends++);
  life.block(5000);
  life.end();
  life.end();
  assert.equal(ends, 1);
  assert.equal(life.nowMs, 0);
});

test('a repeated timer keeps its period and stops when it is cancelled', async () => {
  const { scheduler, life } = createLife();
  const seen: number[] = [];
  const timer = life.clock.every(10, () => {
    seen.push(life.clock.monotonicMs());
    if (seen.length === 3) timer.cancel();
  });
  await scheduler.run();
  assert.deepEqual(seen, [10, 20, 30]);
});

test('a timer takes a millisecond at least, and a turn takes time too', async () => {
  const { scheduler, life } = createLife();
  const seen: number[] = [];
  life.clock.after(0, () => seen.push(life.clock.monotonicMs()));
  life.clock.nextTurn(() => seen.push(life.clock.monotonicMs()));
  await scheduler.run();
  assert.deepEqual(seen, [0.01, 1]);
});

test('the wall clock of a life tells whole milliseconds, its monotonic clock finer ones', () => {
  const { life } = createLife();
  life.block(0.7);
  assert.equal(life.clock.monotonicMs(), 0.7);
  assert.ok(Number.isInteger(life.clock.now()), String(life.clock.now()));
});
