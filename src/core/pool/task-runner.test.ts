import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createManualClock } from '../testing/manual-clock.ts';
import type { ReplyBatch, TaskBatch } from './protocol.ts';
import { createTaskRunner } from './task-runner.ts';
import { createSharedMemory, ThreadState } from './thread-state.ts';

/** A runner whose tasks take as long as their input says. */
function setUp(waiting: TaskBatch[] = []) {
  let elapsedMs = 0;
  const clock = { ...createManualClock(), monotonicMs: () => elapsedMs };
  const state = new ThreadState(createSharedMemory());
  const replies: ReplyBatch[] = [];
  const runner = createTaskRunner({
    tasks: {
      take: (ms: number) => {
        elapsedMs += ms;
        return ms;
      },
    },
    state,
    clock,
    reply: (batch) => replies.push(batch),
    receive: () => waiting.shift(),
    yieldsBetweenTasks: false,
  });
  const offer = (firstId: number, inputs: number[]): TaskBatch => {
    for (const [i] of inputs.entries()) state.offer(firstId + i);
    return { firstId, names: 'take', inputs };
  };
  return { runner, offer, replies, state, waiting };
}

it('short tasks share a reply, while a longer one does not keep its neighbours waiting', () => {
  const { runner, offer, replies } = setUp();
  runner.accept(offer(1, [0.1, 0.2, 5, 0.3, 0.4]));
  assert.deepEqual(
    replies.map(({ ids, startedMs }) => ({ ids, startedMs })),
    [
      { ids: [1, 2, 3], startedMs: 0 },
      { ids: [4, 5], startedMs: 0.1 + 0.2 + 5 },
    ],
  );
  const runMs = replies[0]!.runMs.map((ms) => Math.round(ms * 10) / 10);
  assert.deepEqual(runMs, [0.1, 0.2, 5]);
});

it('batches that are already there get one reply, but not for ever', () => {
  const waiting: TaskBatch[] = [];
  const { runner, offer, replies, state } = setUp(waiting);
  for (let id = 2; id < 40; id++) waiting.push(offer(id, [0.5]));
  runner.accept(offer(1, [0.1]));
  assert.deepEqual(replies[0]!.ids, [1, 2, 3]);
  assert.ok(waiting.length > 0, 'the event loop of the thread gets a turn');
  assert.equal(state.runningId(), 0);
});

it('a task that was taken back is passed over', () => {
  const { runner, offer, replies, state } = setUp();
  const batch = offer(1, [0.1, 0.1, 0.1]);
  assert.ok(state.take(2));
  runner.accept(batch);
  assert.deepEqual(
    replies.flatMap(({ ids }) => ids),
    [1, 3],
  );
});
