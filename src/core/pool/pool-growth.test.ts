// Threads come with work, go when idle, and come back ever more slowly when they cannot live.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { AppError } from '../errors.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createPool } from './pool.ts';
import type { PoolOptions } from './pool-options.ts';
import { createFakeThreads } from './testing/fake-threads.ts';
import { type TestTasks, taskModule } from './testing/pool-cases.ts';

function setUp(options: Partial<PoolOptions> = {}) {
  const clock = createManualClock();
  const { threads, startThread } = createFakeThreads(clock);
  const pool = createPool<TestTasks>({ module: taskModule, clock, startThread, ...options });
  return { clock, threads, pool, settle: () => clock.advance(0) };
}

const isCode = (code: string) => (error: AppError) => error.code === code;

it('threads are added while tasks wait, and end when idle, down to the least', async () => {
  const { clock, threads, pool, settle } = setUp({ minThreads: 1, maxThreads: 3, idleMs: 1000 });
  await settle();
  assert.equal(threads.length, 1);
  for (let i = 0; i < 10; i++) void pool.run('echo', i).catch(() => {});
  for (let i = 0; i < 3; i++) {
    await settle();
    assert.equal(threads.length, i + 1, 'one at a time');
    threads[i]!.ready();
  }
  await settle();
  assert.equal(threads.length, 3, 'and never more than the most');
  while (pool.stats().waiting > 0) {
    for (const thread of threads)
      for (const { id, input } of thread.posted) if (thread.begin(id)) thread.reply(id, input);
    await settle();
  }
  assert.equal(pool.stats().completed, 10);
  await clock.advance(999);
  assert.equal(pool.stats().threads, 3);
  await clock.advance(1);
  assert.equal(pool.stats().threads, 1);
  await clock.advance(10_000);
  assert.equal(pool.stats().threads, 1);
});

it('a module that does not load is tried once, then after 1 s, 2 s, 4 s and at most every minute', async () => {
  const { clock, threads, pool, settle } = setUp({ minThreads: 2, maxThreads: 4 });
  const waiting = [1, 2, 3].map((i) => assert.rejects(pool.run('echo', i), isCode('POOL_UNAVAILABLE')));
  await settle();
  assert.equal(threads.length, 1);
  const gaps: number[] = [];
  for (let i = 0; i < 9; i++) {
    threads.at(-1)!.loadFailed('broken');
    await settle();
    const before: number = threads.length;
    let gap = 0;
    for (; threads.length === before; gap += 1000) {
      await assert.rejects(pool.run('echo', 0), isCode('POOL_UNAVAILABLE'));
      await clock.advance(1000);
    }
    assert.equal(threads.length, before + 1);
    gaps.push(gap / 1000);
  }
  await Promise.all(waiting);
  assert.deepEqual(gaps, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

it('a module that loads at last serves again, and the next failure starts from the shortest wait', async () => {
  const { clock, threads, pool, settle } = setUp();
  await settle();
  for (const gap of [1000, 2000]) {
    threads.at(-1)!.loadFailed('broken');
    await clock.advance(gap);
  }
  assert.equal(threads.length, 3);
  const task = pool.run('echo', 'hello');
  threads[2]!.ready();
  await settle();
  threads[2]!.begin(threads[2]!.posted[0]!.id);
  threads[2]!.reply(threads[2]!.posted[0]!.id, 'hello');
  assert.equal(await task, 'hello');
  threads[2]!.exit('exit code 1');
  await settle();
  assert.equal(threads.length, 4, 'the first death after work is replaced at once');
});

it('threads that die idle do not come back in a storm', async () => {
  const { clock, threads, settle } = setUp();
  await settle();
  for (let elapsedMs = 0; elapsedMs < 60_000; elapsedMs += 100) {
    const thread = threads.at(-1)!;
    thread.ready();
    thread.exit('exit code 1');
    await clock.advance(100);
  }
  assert.ok(threads.length <= 8, `${threads.length} starts in a minute`);
});

it('a module that never finishes loading counts as failed after the start timeout', async () => {
  const { clock, threads, pool, settle } = setUp({ startTimeoutMs: 500 });
  const task = assert.rejects(
    pool.run('echo', 1),
    (error: AppError) => error.code === 'POOL_UNAVAILABLE' && /500 ms/.test(error.message),
  );
  await settle();
  await clock.advance(500);
  await task;
  assert.ok(threads[0]!.isTerminated);
});

it('a thread that cannot be started at all is a typed error too', async () => {
  const clock = createManualClock();
  const startThread = () => {
    throw new Error('no threads left');
  };
  const pool = createPool<TestTasks>({ module: taskModule, clock, startThread });
  await assert.rejects(
    pool.run('echo', 1),
    (error: AppError) => error.code === 'POOL_UNAVAILABLE' && /no threads left/.test(error.message),
  );
});

it('tasks in flight on a thread that died before starting them are run elsewhere, without penalty', async () => {
  const { threads, pool, settle } = setUp({ retries: 0, maxThreads: 1 });
  await settle();
  threads[0]!.ready();
  const tasks = [pool.run('echo', 1), pool.run('echo', 2)];
  await settle();
  threads[0]!.exit('exit code 9');
  await settle();
  threads[1]!.ready();
  await settle();
  for (const { id, input } of threads[1]!.posted) {
    threads[1]!.begin(id);
    threads[1]!.reply(id, input);
  }
  assert.deepEqual(await Promise.all(tasks), [1, 2]);
  assert.equal(pool.stats().retried, 0);
});

it('only a thread with work keeps the process alive', async () => {
  const { threads, pool, settle } = setUp();
  await settle();
  assert.equal(threads[0]!.holds.at(-1), false, 'idle from the start');
  const task = pool.run('echo', 1);
  await settle();
  assert.equal(threads[0]!.holds.at(-1), true, 'a task waits for its start');
  threads[0]!.ready();
  await settle();
  threads[0]!.begin(threads[0]!.posted[0]!.id);
  threads[0]!.reply(threads[0]!.posted[0]!.id, 1);
  await task;
  await settle();
  assert.equal(threads[0]!.holds.at(-1), false);
});
