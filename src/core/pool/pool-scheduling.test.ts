// Who gets which task and when, with threads played by the test under a manual clock.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { AppError } from '../errors.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createPool } from './pool.ts';
import type { PoolOptions } from './pool-options.ts';
import { createFakeThreads, type FakeThread } from './testing/fake-threads.ts';
import { type TestTasks, taskModule } from './testing/pool-cases.ts';
import { SLOTS } from './thread-state.ts';

function setUp(options: Partial<PoolOptions> = {}) {
  const clock = createManualClock();
  const { threads, startThread } = createFakeThreads(clock);
  const pool = createPool<TestTasks>({ module: taskModule, clock, startThread, ...options });
  const run = (value: unknown, timeoutMs = 1000) => pool.run('echo', value, { timeoutMs });
  const settle = () => clock.advance(0);
  /** A pool of so many ready threads. */
  const staff = async (count: number) => {
    await settle();
    for (let i = 0; i < count; i++) {
      threads[i]!.ready();
      await settle();
    }
    assert.equal(pool.stats().threads, count);
  };
  return { clock, threads, pool, run, settle, staff };
}

/** Plays the latest posted task. */
function answer(thread: FakeThread, runMs = 1): void {
  const { id, input } = thread.posted.at(-1)!;
  assert.ok(thread.begin(id));
  thread.reply(id, input, runMs);
}

it('tasks of one turn leave in one message per thread', async () => {
  const { threads, run, settle, staff } = setUp({ maxThreads: 1 });
  await staff(1);
  const tasks = [run(1), run(2)];
  assert.deepEqual(threads[0]!.batches, []);
  await settle();
  assert.deepEqual(threads[0]!.batches, [2]);
  for (const { id, input } of threads[0]!.posted) {
    threads[0]!.begin(id);
    threads[0]!.reply(id, input);
  }
  assert.deepEqual(await Promise.all(tasks), [1, 2]);
});

it('a reply that nobody waits for any more is counted and given to no one', async () => {
  const { clock, threads, pool, run, settle, staff } = setUp({ maxThreads: 1 });
  await staff(1);
  const late = run('late', 100);
  await settle();
  const [thread] = threads as [FakeThread];
  const { id } = thread.posted[0]!;
  thread.begin(id);
  const timedOut = assert.rejects(late, (error: AppError) => error.code === 'TASK_TIMED_OUT');
  await clock.advance(100);
  await timedOut;
  assert.ok(thread.isTerminated);
  const next = run('next');
  await settle();
  thread.reply(id, 'late');
  thread.reply(12345, 'of nobody');
  threads[1]!.ready();
  await settle();
  answer(threads[1]!);
  assert.equal(await next, 'next');
  assert.equal(pool.stats().lateReplies, 2);
});

it('a second reply for the same task is ignored', async () => {
  const { threads, pool, run, settle, staff } = setUp({ maxThreads: 1 });
  await staff(1);
  const [first, second] = [run('first'), run('second')];
  await settle();
  const thread = threads[0]!;
  const [a, b] = [thread.posted[0]!, thread.posted[1]!];
  thread.begin(a.id);
  thread.reply(a.id, 'first');
  thread.reply(a.id, 'first again');
  thread.begin(b.id);
  thread.reply(b.id, 'second');
  assert.deepEqual(await Promise.all([first, second]), ['first', 'second']);
  assert.equal(pool.stats().lateReplies, 1);
  assert.equal(pool.stats().completed, 2);
});

it('a reply with another id is not given to the task that shares its slot', async () => {
  const { threads, pool, run, settle, staff } = setUp({ maxThreads: 1 });
  await staff(1);
  const task = run('right');
  await settle();
  const { id } = threads[0]!.posted[0]!;
  threads[0]!.reply(id + SLOTS, 'wrong');
  answer(threads[0]!);
  assert.equal(await task, 'right');
  assert.equal(pool.stats().lateReplies, 1);
});

it('a timeout counts from the start of the run, not from the call', async () => {
  const { clock, threads, pool, run, settle, staff } = setUp({ maxThreads: 1 });
  await staff(1);
  const task = run('patient', 100);
  await clock.advance(5000);
  assert.equal(pool.stats().timedOut, 0);
  threads[0]!.begin(threads[0]!.posted[0]!.id);
  await clock.advance(99);
  assert.equal(pool.stats().timedOut, 0);
  const timedOut = assert.rejects(task, (error: AppError) => error.code === 'TASK_TIMED_OUT');
  await clock.advance(1);
  assert.equal(pool.stats().timedOut, 1);
  await timedOut;
  await settle();
});

it('a short timeout is kept beside a long one', async () => {
  const { clock, threads, pool, run, staff } = setUp({ maxThreads: 1 });
  await staff(1);
  const long = run('long', 10_000);
  const short = assert.rejects(run('short', 50), (error: AppError) => error.code === 'TASK_TIMED_OUT');
  await clock.advance(0);
  const thread = threads[0]!;
  thread.begin(thread.posted[0]!.id);
  thread.reply(thread.posted[0]!.id, 'long');
  assert.equal(await long, 'long');
  await clock.advance(30);
  thread.begin(thread.posted[1]!.id);
  await clock.advance(50);
  assert.equal(pool.stats().timedOut, 1);
  await short;
});

it('an idle thread takes what waits behind a long task', async () => {
  const { threads, run, settle, staff } = setUp({ minThreads: 2, balance: 'weighted', weights: [100, 1] });
  await staff(2);
  const tasks = [run('long'), run('behind')];
  await settle();
  const [busy, idle] = threads as [FakeThread, FakeThread];
  assert.deepEqual(
    [busy, idle].map((thread) => thread.posted.map((task) => task.input)),
    [['long', 'behind'], ['behind']],
  );
  assert.ok(busy.begin(busy.posted[0]!.id));
  assert.ok(!busy.begin(busy.posted[1]!.id), 'a task that was taken back is not started twice');
  answer(idle);
  busy.reply(busy.posted[0]!.id, 'long');
  assert.deepEqual(await Promise.all(tasks), ['long', 'behind']);
});

it('what waits behind a long task goes before newer ones, and nothing more is put behind it', async () => {
  const { clock, threads, run, settle, staff } = setUp({ minThreads: 2, balance: 'round-robin' });
  await staff(2);
  for (const value of [1, 2, 3, 4, 5]) void run(value, 60_000);
  await settle();
  const [stuck, free] = threads as [FakeThread, FakeThread];
  assert.deepEqual(
    [stuck, free].map((thread) => thread.posted.map((task) => task.input)),
    [
      [1, 3],
      [2, 4],
    ],
  );
  stuck.begin(stuck.posted[0]!.id);
  free.begin(free.posted[0]!.id);
  await clock.advance(25);
  free.reply(free.posted[0]!.id, 2, 25);
  await settle();
  free.begin(free.posted[1]!.id);
  free.reply(free.posted[1]!.id, 4, 1);
  await settle();
  assert.deepEqual(
    free.posted.map((task) => task.input),
    [2, 4, 3, 5],
  );
  assert.equal(stuck.posted.length, 2);
});

it('the balance option decides who gets the tasks', async () => {
  const turns = async (options: Partial<PoolOptions>) => {
    const { threads, run, settle, staff } = setUp({ minThreads: 2, ...options });
    await staff(2);
    const order: number[] = [];
    for (let i = 0; i < 8; i++) {
      const before = threads.map((thread) => thread.posted.length);
      void run(i);
      await settle();
      const chosen = threads.findIndex((thread, t) => thread.posted.length > before[t]!);
      order.push(chosen);
      answer(threads[chosen]!);
      await settle();
    }
    return order;
  };
  assert.deepEqual(await turns({ balance: 'round-robin' }), [0, 1, 0, 1, 0, 1, 0, 1]);
  assert.deepEqual(await turns({ balance: 'weighted', weights: [3, 1] }), [0, 0, 1, 0, 0, 0, 1, 0]);
  assert.deepEqual(await turns({ balance: 'least-loaded' }), [0, 0, 0, 0, 0, 0, 0, 0]);
});

it('least-loaded avoids the thread that was busy of late', async () => {
  const { clock, threads, run, settle, staff } = setUp({
    minThreads: 2,
    loadIntervalMs: 100,
    loadHistory: 2,
  });
  await staff(2);
  const [a, b] = threads as [FakeThread, FakeThread];
  void run('busy', 10_000);
  await settle();
  a.begin(a.posted[0]!.id);
  await clock.advance(100);
  a.reply(a.posted[0]!.id, 'busy', 100);
  await settle();
  void run('next');
  await settle();
  assert.equal(b.posted.length, 1);
  answer(b);
  await clock.advance(200);
  void run('after rest');
  await settle();
  assert.equal(a.posted.length, 2, 'load that is older than the history is forgotten');
});
