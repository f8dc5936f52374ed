// What a worker may do wrong: each time the process lives, its neighbour serves on, and the worker comes back.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { calculatorContract } from '../../src/core/testing/services/calculator-contract.ts';
import type { Misdeed } from '../../src/core/testing/services/misbehave.ts';
import { spectatorContract } from '../../src/core/testing/services/spectator-contract.ts';
import { testWorker } from '../../src/core/testing/test-runtime.ts';
import { startWatchedRuntime } from '../../src/core/testing/watched-runtime.ts';

const uses = { calculator: calculatorContract, spectator: spectatorContract };
const start = (t: TestContext, changes: Parameters<typeof testWorker>[1] = {}) =>
  startWatchedRuntime(
    t,
    [testWorker('calculator', { maxMemoryMb: 32, ...changes }), testWorker('spectator')],
    uses,
  );

const fatalDeeds: [what: string, how: Misdeed, cause: RegExp][] = [
  ['throws in a timer', 'timer', /thrown in a timer/],
  ['leaves a rejection to nobody', 'rejection', /nobody catches this/],
  ['exits the process', 'exit', /exited with code 3/],
  ['fills its heap with arrays', 'heap', /ran out of its heap/],
  ['fills its heap with a map', 'map', /ran out of its heap/],
  ['fills its heap with text', 'string', /ran out of its heap/],
];

for (const [what, how, cause] of fatalDeeds)
  test(`a worker that ${what} dies alone, says why and comes back`, async (t) => {
    const runtime = await start(t);
    const { calculator, spectator } = runtime.clients;
    await calculator.misbehave({ how }, { deadlineMs: 30_000 }).catch((error) => {
      assert.equal(error.code, 'PEER_DIED_UNANSWERED');
    });
    await runtime.until('calculator', ({ state, restarts }) => state === 'ready' && restarts === 1);
    assert.equal(await spectator.add({ a: 1, b: 2 }), 3);
    assert.equal(runtime.statusOf('spectator').restarts, 0);
    const line = (await runtime.lines()).find(({ msg }) => msg === 'a worker died and is restarted');
    assert.match(JSON.stringify(line), cause);
    assert.doesNotMatch(JSON.stringify(line), /\[object Object\]/);
    assert.deepEqual(await runtime.stop(), []);
  });

test('a handler that throws costs its caller an error and the worker nothing', async (t) => {
  const runtime = await start(t);
  const { calculator } = runtime.clients;
  for (let i = 0; i < 100; i++)
    await assert.rejects(calculator.fail({ how: i % 2 === 0 ? 'throw' : 'reject' }), { code: 'BUG' });
  assert.equal(await calculator.add({ a: 1, b: 2 }), 3);
  assert.equal(runtime.statusOf('calculator').restarts, 0);
  assert.equal(await runtime.metric('calculator', 'zapflow_handler_bugs'), 100);
});

test('an endless loop is seen by the missing heartbeat, ended, and the log says where it was', async (t) => {
  const runtime = await start(t, { heartbeatIntervalMs: 1500 });
  const { calculator, spectator } = runtime.clients;
  const looping = calculator.misbehave({ how: 'loop' }, { deadlineMs: 30_000 });
  await assert.rejects(looping, { code: 'PEER_DIED_UNANSWERED' });
  await runtime.until('calculator', ({ state, restarts }) => state === 'ready' && restarts >= 1);
  const line = (await runtime.lines()).find(({ msg }) => msg === 'a worker is blocked');
  assert.match(String(line?.['blockedAt']), /at endlessLoop \(.*misbehave\.ts:\d+:\d+\)/);
  assert.equal(await calculator.add({ a: 1, b: 1 }), 2);
  assert.equal(await spectator.add({ a: 1, b: 1 }), 2);
});

test('a worker whose buffers fill the process is ended by the watch on process memory', async (t) => {
  const beforeBytes = process.memoryUsage.rss();
  const runtime = await startWatchedRuntime(t, [testWorker('calculator'), testWorker('spectator')], uses, {
    processMemoryBytes: beforeBytes + 256 * 2 ** 20,
  });
  const { calculator, spectator } = runtime.clients;
  await calculator.misbehave({ how: 'buffer' }).catch(() => {});
  await runtime.until('calculator', ({ state, restarts }) => state === 'ready' && restarts === 1);
  assert.equal(await calculator.add({ a: 1, b: 1 }), 2);
  assert.equal(await spectator.add({ a: 1, b: 1 }), 2);
  const line = (await runtime.lines()).find(({ msg }) => msg.startsWith('process memory is over its limit'));
  assert.equal(line?.['unit'], 'calculator');
});
