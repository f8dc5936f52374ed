// Real threads that hang, die and run out of memory.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { systemClock } from '../clock.ts';
import type { AppError } from '../errors.ts';
import { createPool } from './pool.ts';
import type { PoolOptions } from './pool-options.ts';
import { arrivals, createGate, open } from './testing/gate.ts';
import { type TestTasks, taskModule } from './testing/pool-cases.ts';

const createTestPool = (options: Partial<PoolOptions> = {}) =>
  createPool<TestTasks>({ module: taskModule, clock: systemClock, maxThreads: 1, ...options });

it('an endless loop is ended after its timeout, and the tasks behind it are run once', async () => {
  const pool = createTestPool();
  const gate = createGate();
  const endless = pool.run('loopForever', gate, { timeoutMs: 50 });
  const innocents = [1, 2, 3].map((a) => pool.run('add', { a, b: 1 }));
  await assert.rejects(endless, (error: AppError) => {
    assert.equal(error.code, 'TASK_TIMED_OUT');
    assert.deepEqual(error.details, { task: 'loopForever', timeoutMs: 50 });
    return true;
  });
  assert.deepEqual(await Promise.all(innocents), [2, 3, 4]);
  const { timedOut, completed, retried, crashed } = pool.stats();
  assert.deepEqual(
    { timedOut, completed, retried, crashed },
    { timedOut: 1, completed: 3, retried: 0, crashed: 0 },
  );
  assert.equal(Atomics.load(gate, 1), 1, 'a task that timed out is never tried again');
  await pool.close();
});

it('a task that ends its thread is tried again, then fails with the cause', async () => {
  const pool = createTestPool({ retries: 2 });
  const gate = createGate();
  const crashing = pool.run('exitThread', gate);
  const innocent = pool.run('add', { a: 1, b: 1 });
  await assert.rejects(crashing, (error: AppError) => {
    assert.equal(error.code, 'TASK_CRASHED');
    assert.match(error.message, /exit code 7/);
    assert.deepEqual(error.details, { task: 'exitThread', crashes: 3 });
    return true;
  });
  assert.equal(await innocent, 2);
  assert.equal(Atomics.load(gate, 1), 3);
  const { crashed, retried, completed, abandoned } = pool.stats();
  assert.deepEqual(
    { crashed, retried, completed, abandoned },
    { crashed: 3, retried: 2, completed: 1, abandoned: 1 },
  );
  await pool.close();
});

it('a task that ends its thread at first only succeeds in the end', async () => {
  const pool = createTestPool();
  assert.equal(await pool.run('exitAtFirst', { gate: createGate(), crashes: 3 }), 'survived');
  await pool.close();
});

it('an error thrown later from a timer fails the task that ran', async () => {
  const pool = createTestPool({ retries: 0 });
  await assert.rejects(
    pool.run('throwLater', 'from a timer'),
    (error: AppError) => error.code === 'TASK_CRASHED' && /from a timer/.test(error.message),
  );
  assert.equal(await pool.run('add', { a: 1, b: 1 }), 2);
  await pool.close();
});

it('a task that exhausts its heap costs its thread only', async () => {
  const pool = createTestPool({ retries: 0, resourceLimits: { maxOldGenerationSizeMb: 16 } });
  await assert.rejects(
    pool.run('exhaustHeap', undefined),
    (error: AppError) => error.code === 'TASK_CRASHED' && /memory/i.test(error.message),
  );
  assert.equal(await pool.run('add', { a: 1, b: 1 }), 2);
  await pool.close();
});

it('cancelling a running task ends its thread, and the tasks behind it are run', async () => {
  const pool = createTestPool();
  const gate = createGate();
  const controller = new AbortController();
  const running = pool.run('loopForever', gate, { signal: controller.signal });
  const behind = pool.run('add', { a: 1, b: 1 });
  await arrivals(gate, 1);
  controller.abort();
  await assert.rejects(running, (error: AppError) => error.code === 'CALL_CANCELLED');
  assert.equal(await behind, 2);
  assert.equal(pool.stats().cancelled, 1);
  await pool.close();
});

it('long tasks run side by side although they came before there was a second thread', async () => {
  const pool = createTestPool({ maxThreads: 2 });
  const gate = createGate();
  const tasks = [pool.run('waitAtGate', gate), pool.run('waitAtGate', gate)];
  await arrivals(gate, 2);
  assert.equal(pool.stats().running, 2);
  open(gate);
  const [first, second] = await Promise.all(tasks);
  assert.notEqual(first, second);
  await pool.close();
});

it('closing ends a task that will not stop', async () => {
  const pool = createTestPool();
  const gate = createGate();
  const endless = assert.rejects(
    pool.run('loopForever', gate),
    (e: AppError) => e.code === 'SERVICE_STOPPING',
  );
  await arrivals(gate, 1);
  await pool.close({ drainMs: 1 });
  await endless;
});

it('a task sees no environment, so no secret in it', async () => {
  const pool = createTestPool();
  assert.deepEqual(await pool.run('getSecretNames', undefined), []);
  await pool.close();
});
