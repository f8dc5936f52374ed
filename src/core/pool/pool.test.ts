// The pool's promises under random load, and its types.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { systemClock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createPool, type Pool } from './pool.ts';
import type { PoolOptions } from './pool-options.ts';
import { createFakeThreads } from './testing/fake-threads.ts';
import { type TestTasks, taskModule } from './testing/pool-cases.ts';

/** One step: a call, a thread that runs its next task, a crash, a cancellation, or time. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.constant('run' as const) },
  { weight: 6, arbitrary: fc.constant('answer' as const) },
  { weight: 2, arbitrary: fc.constant('begin' as const) },
  { weight: 1, arbitrary: fc.constant('crash' as const) },
  { weight: 1, arbitrary: fc.constant('cancel' as const) },
  { weight: 1, arbitrary: fc.constant('wait' as const) },
);

it('whatever threads do, every task ends exactly once and with its own result', async () => {
  const balances = fc.constantFrom('least-loaded', 'round-robin', 'weighted');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.infiniteStream(fc.nat(7)), balances, play),
    { numRuns: 300, seed: 7 },
  );
});

async function play(
  steps: readonly string[],
  choices: IterableIterator<number>,
  balance: NonNullable<PoolOptions['balance']>,
): Promise<void> {
  const clock = createManualClock();
  const { threads, startThread } = createFakeThreads(clock);
  const pool = createPool<TestTasks>({
    module: taskModule,
    clock,
    startThread,
    maxThreads: 3,
    retries: 1,
    balance,
    weights: [1, 2, 3],
  });
  const next = new Map<(typeof threads)[number], number>();
  const begun = new Set<(typeof threads)[number]>();
  const outcomes: unknown[][] = [];
  const controllers: AbortController[] = [];
  let accepted = 0;
  const outstanding = () => pool.stats().waiting + pool.stats().running;
  const choose = <T>(list: readonly T[]): T | undefined => list[choices.next().value! % (list.length || 1)];

  /** Lets a thread start its next task and perhaps answer it. */
  const work = (thread: (typeof threads)[number], answers: boolean): void => {
    if (!begun.has(thread)) {
      let position = next.get(thread) ?? 0;
      while (position < thread.posted.length && !thread.begin(thread.posted[position]!.id)) position++;
      next.set(thread, position);
      if (position === thread.posted.length) return;
      begun.add(thread);
    }
    if (!answers) return;
    const position = next.get(thread)!;
    const { id, input } = thread.posted[position]!;
    begun.delete(thread);
    next.set(thread, position + 1);
    thread.reply(id, input, 30);
  };
  const isLive = (thread: (typeof threads)[number]) => !thread.isTerminated && !dead.has(thread);
  const dead = new Set<(typeof threads)[number]>();
  const readied = new Set<(typeof threads)[number]>();
  const act = async (action: string): Promise<void> => {
    const thread = choose(threads.filter(isLive));
    if (action === 'run') {
      const value = outcomes.length;
      const controller = new AbortController();
      const outcome: unknown[] = [];
      outcomes.push(outcome);
      const before = outstanding();
      controllers.push(controller);
      pool.run('echo', value, { timeoutMs: 100, signal: controller.signal }).then(
        (output) => outcome.push(output),
        (error) => outcome.push(error),
      );
      accepted += outstanding() - before;
    } else if (action === 'cancel') choose(controllers)?.abort();
    else if (action === 'wait') await clock.advance(40);
    else if (thread && action === 'crash') {
      dead.add(thread);
      thread.exit('exit code 1');
    } else if (thread) work(thread, action === 'answer');
    await clock.advance(0);
    for (const starting of threads.filter((t) => !readied.has(t))) {
      readied.add(starting);
      starting.ready();
      await clock.advance(0);
    }
  };

  for (const action of steps) await act(action);
  for (let round = 0; round < 400 && outstanding() > 0; round++) {
    await act('answer');
    for (const thread of threads.filter(isLive)) work(thread, true);
    if (round % 20 === 19) await clock.advance(60_000);
  }
  await clock.advance(0);
  for (const [value, outcome] of outcomes.entries()) {
    assert.equal(outcome.length, 1);
    if (!(outcome[0] instanceof AppError)) assert.equal(outcome[0], value);
  }
  const { completed, failed, timedOut, cancelled, abandoned } = pool.stats();
  assert.equal(completed + failed + timedOut + cancelled + abandoned, accepted);
  await pool.close({ drainMs: 0 });
}

it('real threads keep 20,000 calls apart while threads crash and callers cancel', async () => {
  const pool = createPool<TestTasks>({ module: taskModule, clock: systemClock, queueLimit: 20_000 });
  const calls = Array.from({ length: 20_000 }, (_, i) => {
    if (i % 5000 === 2500) return pool.run('exitThread', new Int32Array(new SharedArrayBuffer(8)));
    if (i % 1000 === 999) {
      const controller = new AbortController();
      const call = pool.run('add', { a: i, b: 1 }, { signal: controller.signal });
      systemClock.nextTurn(() => controller.abort());
      return call;
    }
    return pool.run(i % 2 === 0 ? 'add' : 'addSoon', { a: i, b: 1 });
  });
  const outcomes = await Promise.allSettled(calls);
  for (const [i, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') assert.equal(outcome.value, i + 1);
    else assert.equal(outcome.reason.code, i % 5000 === 2500 ? 'TASK_CRASHED' : 'CALL_CANCELLED');
  }
  assert.ok(pool.stats().completed >= 20_000 - 4 - 20);
  assert.equal(pool.stats().abandoned, 4);
  await pool.close();
});

it('the metrics sink hears of every finished task', async () => {
  const heard: string[] = [];
  const metrics = { waitMs: () => heard.push('wait'), runMs: () => heard.push('run') };
  const pool = createPool<TestTasks>({ module: taskModule, clock: systemClock, metrics });
  await Promise.all([1, 2].map((a) => pool.run('add', { a, b: 1 })));
  assert.deepEqual(heard, ['wait', 'run', 'wait', 'run']);
  await pool.close();
});

it('wrong options are refused with their path', () => {
  const refuses = (options: Partial<PoolOptions>, path: string) =>
    assert.throws(
      () => createPool<TestTasks>({ module: taskModule, clock: createManualClock(), ...options }),
      (error: AppError) => error.code === 'CONFIG_INVALID' && error.message.includes(path),
    );
  refuses({ maxThreads: 0 }, 'maxThreads');
  refuses({ minThreads: 3, maxThreads: 2 }, 'minThreads');
  refuses({ queueLimit: 1.5 }, 'queueLimit');
  refuses({ taskTimeoutMs: 0 }, 'taskTimeoutMs');
  refuses({ balance: 'weighted' }, 'weights');
  refuses({ balance: 'weighted', weights: [1, -1] }, 'weights');
});

it('names, inputs and outputs are typed from the module', () => {
  const typed = async (pool: Pool<TestTasks>): Promise<void> => {
    const sum: number = await pool.run('addSoon', { a: 1, b: 2 });
    await pool.run('getThreadId', undefined);
    // @ts-expect-error an unknown name
    await pool.run('subtract', { a: 1, b: 2 });
    // @ts-expect-error a wrong input
    await pool.run('add', { a: 'one', b: 2 });
    // @ts-expect-error a wrong output
    const text: string = await pool.run('add', { a: 1, b: 2 });
    assert.ok(sum && text);
  };
  assert.equal(typeof typed, 'function');
});
