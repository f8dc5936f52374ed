// What a restart brings back, and what those who used the dead worker are told.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { AppError } from '../../src/core/errors.ts';
import { calculatorContract } from '../../src/core/testing/services/calculator-contract.ts';
import { spectatorContract } from '../../src/core/testing/services/spectator-contract.ts';
import { testWorker } from '../../src/core/testing/test-runtime.ts';
import { startWatchedRuntime } from '../../src/core/testing/watched-runtime.ts';

const uses = { calculator: calculatorContract, spectator: spectatorContract };
const crash = new AppError('WORKER_FAILED', 'killed by the test');
const outcome = (promise: Promise<unknown>) => promise.catch((error) => error.code);
const start = (t: TestContext, changes: Parameters<typeof testWorker>[1] = {}) =>
  startWatchedRuntime(t, [testWorker('calculator', changes), testWorker('spectator')], uses);

test('links, subscriptions and streams are joined again to the successor', async (t) => {
  const runtime = await start(t);
  const { calculator, spectator } = runtime.clients;
  await spectator.watch({ event: 'order' });
  await spectator.readTicks();
  await calculator.burst({ event: 'order', count: 100 });
  await calculator.write({ count: 100 });
  await spectator.readUntil({ count: 100 });
  runtime.supervisor.kill('calculator', crash);
  await runtime.until('calculator', ({ state, restarts }) => state === 'ready' && restarts === 1);
  assert.equal(await spectator.add({ a: 1, b: 2 }), 3);
  await calculator.burst({ event: 'order', count: 300 });
  await spectator.sawUntil({ sequence: 299 });
  await calculator.write({ count: 200 });
  await spectator.readUntil({ count: 300 });
  assert.equal((await spectator.seen()).count, 400);
  assert.deepEqual(await runtime.stop(), []);
});

test('idempotent calls are repeated, others are told that they may have happened', async (t) => {
  const runtime = await start(t);
  const { calculator } = runtime.clients;
  const repeated = calculator.hangIdempotent({ untilRetry: true });
  const unknown = outcome(calculator.hang({ id: 'x' }));
  await calculator.add({ a: 1, b: 1 });
  runtime.supervisor.kill('calculator', crash);
  assert.equal(await repeated, 1);
  assert.equal(await unknown, 'PEER_DIED_UNANSWERED');
});

test('calls made while a worker is down wait for its successor', async (t) => {
  const runtime = await start(t);
  const { calculator } = runtime.clients;
  runtime.supervisor.kill('calculator', crash);
  const down = runtime.until('calculator', ({ state }) => state === 'starting');
  await down;
  assert.equal(await calculator.urgentAdd({ a: 2, b: 2 }), 4);
});

test('a hot spare takes over without a cold start, again and again', async (t) => {
  const runtime = await start(t, {
    hotSpare: true,
    restarts: { restartOnError: true, maxRestarts: 9, windowMs: 60_000, delayMs: 1, maxDelayMs: 1 },
  });
  const { calculator } = runtime.clients;
  for (let death = 1; death <= 3; death++) {
    await runtime.until('calculator', ({ state }) => state === 'ready');
    runtime.supervisor.kill('calculator', crash);
    await runtime.until('calculator', ({ state, restarts }) => state === 'ready' && restarts === death);
    assert.equal(await calculator.add({ a: death, b: 1 }), death + 1);
  }
  assert.deepEqual(await runtime.stop(), []);
});

test('the last log lines and the counts of a dying worker outlive it', async (t) => {
  const runtime = await start(t);
  const { calculator } = runtime.clients;
  await outcome(calculator.fail({ how: 'throw' }));
  const handled = await runtime.metric('calculator', 'total_requests_processed');
  assert.ok(handled >= 1);
  const dead = outcome(calculator.misbehave({ how: 'exit' }));
  assert.equal(await dead, 'PEER_DIED_UNANSWERED');
  await runtime.until('calculator', ({ state, restarts }) => state === 'ready' && restarts === 1);
  const lines = await runtime.lines();
  assert.ok(lines.some(({ worker, msg }) => worker === 'calculator' && msg === 'a handler failed'));
  assert.ok(
    lines.some(({ worker, msg }) => worker === 'calculator' && msg === 'leaving through the back door'),
  );
  await calculator.add({ a: 1, b: 1 });
  assert.ok((await runtime.metric('calculator', 'total_requests_processed')) > handled);
});

test('the death of one worker does not disturb the others', async (t) => {
  const runtime = await start(t);
  const { calculator, spectator } = runtime.clients;
  await spectator.watch({ event: 'order' });
  for (let i = 0; i < 2; i++) {
    runtime.supervisor.kill('calculator', crash);
    await runtime.until('calculator', ({ state, restarts }) => state === 'ready' && restarts === i + 1);
  }
  await calculator.add({ a: 1, b: 1 });
  assert.deepEqual(
    [runtime.statusOf('spectator').restarts, runtime.statusOf('spectator').state],
    [0, 'ready'],
  );
});
