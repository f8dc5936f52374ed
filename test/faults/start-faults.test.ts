// What may go wrong while a worker starts, stops or waits for its restart.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { WorkerSpec } from '../../src/core/supervisor/placement.ts';
import { calculatorContract } from '../../src/core/testing/services/calculator-contract.ts';
import { type TroubledSettings, troubledContract } from '../../src/core/testing/services/troubled.ts';
import { startTestRuntime, testWorker } from '../../src/core/testing/test-runtime.ts';
import { startWatchedRuntime } from '../../src/core/testing/watched-runtime.ts';

const uses = { troubled: troubledContract, calculator: calculatorContract };
const fast = { restartOnError: true, maxRestarts: 5, windowMs: 60_000, delayMs: 1, maxDelayMs: 4 };

function troubled(how: TroubledSettings['how'], failures: number, changes: Partial<WorkerSpec> = {}) {
  const starts = new SharedArrayBuffer(4);
  const settings: TroubledSettings = { starts, how, failures };
  return {
    starts: () => Atomics.load(new Int32Array(starts), 0),
    /** Resolves when a thread has begun its start. */
    begun: async () => {
      await Atomics.waitAsync(new Int32Array(starts), 0, 0).value;
    },
    workers: [testWorker('troubled', { settings, restarts: fast, ...changes }), testWorker('calculator')],
  };
}

/** Resolves when the troubled worker is ready or given up; the program does not wait for its further tries. */
async function start(t: TestContext, workers: WorkerSpec[], changes = {}) {
  const runtime = await startWatchedRuntime(t, workers, uses, {
    limits: { callDeadlineMs: 5000 },
    ...changes,
  });
  await runtime.until('troubled', ({ state }) => state === 'ready' || state === 'failed');
  return runtime;
}

for (const how of ['throw', 'exit'] as const)
  test(`a start that fails (${how}) is tried again until it works`, async (t) => {
    const { workers, starts } = troubled(how, 2);
    const runtime = await start(t, workers);
    assert.equal(starts(), 3);
    assert.deepEqual(runtime.statusOf('troubled'), { service: 'troubled', state: 'ready', restarts: 2 });
    assert.equal(await runtime.clients.troubled.starts(), 3);
    const lines = await runtime.lines();
    assert.equal(lines.filter(({ msg }) => msg === 'about to fail').length, 2);
    assert.equal(lines.filter(({ msg }) => msg === 'a worker died and is restarted').length, 2);
  });

test('a start that fails for its configuration is not tried again, and ends the program', async (t) => {
  const { workers, starts } = troubled('config', 100);
  const fatal: string[] = [];
  const runtime = await start(t, workers, {
    onFatal: (unit: string, { kind, message }: { kind: string; message: string }) =>
      void fatal.push(`${unit} ${kind} ${message}`),
  });
  assert.equal(starts(), 1);
  assert.deepEqual(fatal, ['troubled config no such exchange']);
  assert.equal(runtime.statusOf('troubled').state, 'failed');
});

test('settings that do not fit are told with their path, and not tried again', async (t) => {
  const runtime = await start(t, [
    testWorker('troubled', { settings: { starts: 'no memory', how: 'throw' }, restarts: fast }),
    testWorker('calculator'),
  ]);
  assert.equal(runtime.statusOf('troubled').restarts, 0);
  const line = (await runtime.lines()).find(({ msg }) => msg === 'a worker died and is not restarted');
  assert.match(JSON.stringify(line), /"path":"starts"/);
});

test('a restart storm ends at the cap; callers are told, the others serve on', async (t) => {
  const { workers, starts } = troubled('throw', 1000);
  const runtime = await start(t, workers);
  assert.equal(starts(), 6);
  assert.deepEqual(runtime.statusOf('troubled'), { service: 'troubled', state: 'failed', restarts: 5 });
  await assert.rejects(runtime.clients.troubled.starts(), { code: 'PEER_UNAVAILABLE' });
  assert.equal(await runtime.clients.calculator.add({ a: 1, b: 1 }), 2);
});

test('a storm of a worker that the program cannot do without stops the program', async (t) => {
  const { workers } = troubled('throw', 1000, { atCap: 'stop' });
  const fatal: string[] = [];
  await start(t, workers, { onFatal: (unit: string) => void fatal.push(unit) });
  assert.deepEqual(fatal, ['troubled']);
});

test('after the cap a restart by hand brings the worker back, and its clients with it', async (t) => {
  const { workers } = troubled('throw', 6);
  const runtime = await start(t, workers);
  const { troubled: client, supervisor } = runtime.clients;
  assert.equal(runtime.statusOf('troubled').state, 'failed');
  await assert.rejects(client.starts(), { code: 'PEER_UNAVAILABLE' });
  await supervisor.restart({ worker: 'troubled' });
  assert.equal(runtime.statusOf('troubled').state, 'ready');
  assert.equal(await client.starts(), 7);
});

test('a stop while a worker starts ends cleanly', async () => {
  const { workers, begun } = troubled('never', 1000);
  const { startRuntime } = await import('../../src/core/supervisor/start-runtime.ts');
  const runtime = await startRuntime({ workers, stopTimeoutMs: 5000 });
  await begun();
  assert.deepEqual(await runtime.stop(), []);
  await runtime.ready;
  assert.ok(runtime.supervisor.status.every(({ state }) => state === 'stopped'));
});

test('a stop while a worker waits for its restart ends cleanly and starts nothing more', async () => {
  const slow = { ...fast, delayMs: 60_000, maxDelayMs: 60_000 };
  const { workers, starts } = troubled('throw', 1000, { restarts: slow });
  const { startRuntime } = await import('../../src/core/supervisor/start-runtime.ts');
  const waiting = Promise.withResolvers<void>();
  const runtime = await startRuntime({ workers, stopTimeoutMs: 5000, uses });
  const off = setInterval(() => {
    const isWaiting = runtime.supervisor.status.some(({ state }) => state === 'waiting');
    if (isWaiting && starts() === 2) waiting.resolve();
  }, 1);
  await waiting.promise;
  clearInterval(off);
  assert.deepEqual(await runtime.stop(), []);
  await runtime.ready;
  assert.equal(starts(), 2);
});

test('a worker that does not stop is forced, and the rest stops in order', async () => {
  const { workers } = troubled('stuckStop', 0);
  const runtime = await startTestRuntime(workers, uses, { stopTimeoutMs: 100 });
  assert.deepEqual(await runtime.stop(), ['troubled']);
  assert.ok(runtime.supervisor.status.every(({ state }) => state === 'stopped'));
});

test('a worker whose stop throws is stopped all the same, and the log says so', async () => {
  const { workers } = troubled('throwingStop', 0);
  const runtime = await startTestRuntime(workers, uses);
  assert.deepEqual(await runtime.stop(), []);
});
