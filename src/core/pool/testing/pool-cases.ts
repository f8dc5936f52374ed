// What every kind of pool must do; each kind runs all of it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemClock } from '../../clock.ts';
import type { AppError } from '../../errors.ts';
import type { Pool } from '../pool.ts';
import type { PoolOptions } from '../pool-options.ts';

export type TestTasks = typeof import('./tasks.ts');
type Create = (options: Omit<PoolOptions, 'resourceLimits'>) => Pool<TestTasks>;

export const taskModule = new URL('./tasks.ts', import.meta.url);
const brokenModule = new URL('./broken-tasks.ts', import.meta.url);

export function describePool(kind: string, create: Create): void {
  const open = (options: Partial<PoolOptions> = {}) =>
    create({ module: taskModule, clock: systemClock, ...options });
  const code = (expected: string) => (error: AppError) => error.code === expected;

  describe(kind, () => {
    it('gives every caller the result of its own task', async () => {
      const pool = open();
      const sums = await Promise.all(
        Array.from({ length: 900 }, (_, i) => pool.run(i % 3 === 0 ? 'addSoon' : 'add', { a: i, b: 1 })),
      );
      assert.deepEqual(
        sums,
        Array.from({ length: 900 }, (_, i) => i + 1),
      );
      const { completed, waiting, running, waitMs, runMs } = pool.stats();
      assert.deepEqual({ completed, waiting, running }, { completed: 900, waiting: 0, running: 0 });
      assert.ok(waitMs.p99 >= waitMs.p50 && waitMs.p50 > 0 && runMs.p50 > 0);
      await pool.close();
    });

    it('hands on what a task throws: codes survive, a foreign error is a bug with its stack', async () => {
      const pool = open();
      await assert.rejects(pool.run('throwAppError', 5), (error: AppError) => {
        assert.equal(error.code, 'QUEUE_FULL');
        assert.deepEqual(error.details, { limit: 5 });
        return true;
      });
      await assert.rejects(pool.run('throwForeign', 'oh'), (error: AppError) => {
        assert.equal(error.code, 'BUG');
        assert.match(error.message, /TypeError: oh/);
        assert.match(error.stack ?? '', /throwForeign.*tasks\.ts/s);
        return true;
      });
      assert.equal(pool.stats().failed, 2);
      assert.equal(pool.stats().crashed, 0);
      await pool.close();
    });

    it('refuses only the task whose input or output is not plain data', async () => {
      const pool = open();
      const outcomes = await Promise.allSettled([
        pool.run('add', { a: 1, b: 1 }),
        pool.run('echo', () => {}),
        pool.run('returnFunction', undefined),
        pool.run('add', { a: 2, b: 1 }),
      ]);
      assert.deepEqual(
        outcomes.map((o) => (o.status === 'fulfilled' ? o.value : (o.reason as AppError).code)),
        [2, 'MESSAGE_NOT_DATA', 'MESSAGE_NOT_DATA', 3],
      );
      await pool.close();
    });

    it('refuses a name that is no exported function, also one every object has', async () => {
      const pool = open() as unknown as { run(name: string, input: unknown): Promise<unknown> };
      await assert.rejects(pool.run('missing', 1), code('CALL_UNKNOWN'));
      await assert.rejects(pool.run('toString', 1), code('CALL_UNKNOWN'));
      await (pool as unknown as Pool<TestTasks>).close();
    });

    it('copies data, so a task cannot change what its caller holds', async () => {
      const pool = open();
      const input = { name: 'mine' };
      assert.equal(await pool.run('renameInput', input), 'changed');
      assert.equal(input.name, 'mine');
      await pool.close();
    });

    it('refuses at once when the queue is full', async () => {
      const pool = open({ queueLimit: 3 });
      const accepted = [1, 2, 3].map((a) => pool.run('add', { a, b: 0 }));
      await assert.rejects(pool.run('add', { a: 4, b: 0 }), code('QUEUE_FULL'));
      assert.deepEqual(await Promise.all(accepted), [1, 2, 3]);
      assert.equal(pool.stats().refused, 1);
      await pool.close();
    });

    it('drops a waiting task when its caller cancels, and no other', async () => {
      const pool = open();
      const controller = new AbortController();
      const cancelled = pool.run('add', { a: 1, b: 1 }, { signal: controller.signal });
      const other = pool.run('add', { a: 2, b: 2 });
      controller.abort(new Error('changed my mind'));
      await assert.rejects(
        cancelled,
        (error: AppError) => error.code === 'CALL_CANCELLED' && /my mind/.test(String(error.cause)),
      );
      assert.equal(await other, 4);
      await assert.rejects(
        pool.run('add', { a: 1, b: 1 }, { signal: AbortSignal.abort() }),
        code('CALL_CANCELLED'),
      );
      await pool.close();
    });

    it('ends a task that answers too late, then works on', async () => {
      const pool = open();
      await assert.rejects(pool.run('neverAnswer', undefined, { timeoutMs: 20 }), code('TASK_TIMED_OUT'));
      assert.equal(await pool.run('add', { a: 1, b: 1 }), 2);
      assert.equal(pool.stats().timedOut, 1);
      await pool.close();
    });

    it('fails every waiting task when the module does not load', async () => {
      const pool = open({ module: brokenModule });
      const outcomes = await Promise.allSettled([1, 2, 3].map((a) => pool.run('add', { a, b: 1 })));
      for (const outcome of outcomes) {
        assert.equal(outcome.status, 'rejected');
        assert.equal(outcome.reason.code, 'POOL_UNAVAILABLE');
        assert.match(outcome.reason.message, /this module is broken/);
      }
      await assert.rejects(pool.run('add', { a: 1, b: 1 }), code('POOL_UNAVAILABLE'));
      await pool.close();
    });

    it('finishes accepted tasks before it closes, and takes no new ones', async () => {
      const pool = open();
      const accepted = pool.run('add', { a: 1, b: 1 });
      const closed = pool.close();
      await assert.rejects(pool.run('add', { a: 1, b: 1 }), code('SERVICE_STOPPING'));
      assert.equal(await accepted, 2);
      await closed;
      assert.equal(pool.stats().threads, 0);
    });

    it('gives up tasks that outlast the drain time', async () => {
      const pool = open();
      const stuck = assert.rejects(pool.run('neverAnswer', undefined), code('SERVICE_STOPPING'));
      await pool.close({ drainMs: 20 });
      await stuck;
    });
  });
}
