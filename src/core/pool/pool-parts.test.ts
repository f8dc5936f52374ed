// The small parts a pool is made of.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { BusyShare } from './busy-share.ts';
import { DurationHistogram } from './duration-histogram.ts';
import { Lane } from './lane.ts';
import { type Task, TaskQueue } from './task-queue.ts';
import { createSharedMemory, MAX_ID, ThreadState } from './thread-state.ts';
import { Window } from './window.ts';

it('a queue behaves like a list, also when tasks leave from its middle', () => {
  const action = fc.record({ kind: fc.constantFrom('push', 'front', 'shift', 'remove'), at: fc.nat() });
  fc.assert(
    fc.property(fc.array(action), (actions) => {
      const queue = new TaskQueue();
      const model: Task[] = [];
      for (const { kind, at } of actions) {
        const task = { id: at } as Task;
        const twin = { id: at } as Task;
        if (kind === 'push') {
          queue.push(task);
          model.push(task);
        } else if (kind === 'front') {
          queue.pushFront([task, twin]);
          model.unshift(task, twin);
        } else if (kind === 'shift') assert.equal(queue.shift(), model.shift());
        else if (model.length > 0) queue.remove(model.splice(at % model.length, 1)[0]!);
        assert.equal(queue.size, model.length);
      }
      for (const task of model) assert.equal(queue.shift(), task);
      assert.equal(queue.shift(), undefined);
    }),
  );
});

it('a posted task belongs to whoever takes it first, and to no other', () => {
  const memory = createSharedMemory();
  const [pool, thread] = [new ThreadState(memory), new ThreadState(memory)];
  for (const id of [1, 1024, MAX_ID]) {
    pool.offer(id);
    assert.ok(thread.begin(id, 5));
    assert.ok(!pool.take(id));
    pool.offer(id);
    assert.ok(pool.take(id));
    assert.ok(!thread.begin(id, 5));
  }
  pool.offer(7);
  assert.ok(!thread.take(7 + 1024), 'another id in the same slot is another task');
});

it('a task that was announced but not taken when its thread died is not to blame', () => {
  const memory = createSharedMemory();
  const thread = new ThreadState(memory);
  const lane = new Lane({ index: 0, memory, loadHistory: 1, nowMs: 0 });
  assert.ok(!thread.begin(1, 0), 'nothing is offered yet, so it is announced only');
  const task = { name: 'add', timeoutMs: 1 } as Task;
  lane.assign(task);
  assert.equal(lane.runningTask(), task);
  assert.equal(lane.culprit(), undefined);
  lane.assign(task);
  assert.ok(thread.begin(2, 0));
  assert.equal(lane.culprit(), task);
});

it('the running task is seen with the full width of its own start time', () => {
  const memory = createSharedMemory();
  const [pool, thread] = [new ThreadState(memory), new ThreadState(memory)];
  assert.equal(pool.runningForMs(10), 0);
  const startedMs = 2 ** 40 + 0.25;
  pool.offer(3);
  thread.begin(3, startedMs);
  assert.equal(pool.runningId(), 3);
  assert.equal(pool.runningForMs(startedMs + 1.5), 1.5);
  thread.end();
  assert.equal(pool.runningForMs(startedMs + 1.5), 0);
});

it('the window grows step by step while tasks are short, and is one task at once when they are long', () => {
  const window = new Window();
  const sizes = Array.from({ length: 12 }, () => {
    window.learn(10, 0.01);
    return window.size;
  });
  assert.deepEqual(sizes, [4, 8, 16, 32, 64, 128, 256, 512, 1024, 1024, 1024, 1024]);
  window.learn(1, 1000);
  assert.equal(window.size, 1);
  const medium = new Window();
  for (let i = 0; i < 10; i++) medium.learn(1, 1);
  assert.equal(medium.size, 4);
});

it('percentiles are within 7 % above the true rank', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.0001, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 }),
      (durations) => {
        const histogram = new DurationHistogram();
        for (const duration of durations) histogram.record(duration);
        const sorted = durations.toSorted((a, b) => a - b);
        for (const [name, rank] of Object.entries({ p50: 0.5, p90: 0.9, p99: 0.99 })) {
          const exact = sorted[Math.ceil(sorted.length * rank) - 1]!;
          const found = histogram.percentiles()[name as 'p50'];
          assert.ok(found >= exact && found <= exact * 1.07, `${found} for ${exact}`);
        }
      },
    ),
  );
  assert.deepEqual(new DurationHistogram().percentiles(), { p50: 0, p90: 0, p99: 0 });
});

it('the busy share is the mean of the latest samples only', () => {
  const share = new BusyShare(2, 0);
  share.sample(100, 100);
  assert.equal(share.value, 1);
  share.sample(150, 200);
  assert.equal(share.value, 0.75);
  share.sample(150, 300);
  assert.equal(share.value, 0.25);
  share.sample(1e9, 400);
  assert.equal(share.value, 0.5, 'a share never exceeds one');
});
