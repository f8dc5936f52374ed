// Figures of messages and workers as faults make them: each rises with its fault, and no further when it is over.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../src/core/errors.ts';
import { calculatorContract } from '../../src/core/testing/services/calculator-contract.ts';
import { spectatorContract } from '../../src/core/testing/services/spectator-contract.ts';
import { testWorker } from '../../src/core/testing/test-runtime.ts';
import { startWatchedRuntime } from '../../src/core/testing/watched-runtime.ts';

const RECORDS = 200_000;

test('messages and their batches are counted as they are sent, and more messages than batches', async (t) => {
  const workers = [testWorker('calculator'), testWorker('spectator')];
  const runtime = await startWatchedRuntime(t, workers, {
    calculator: calculatorContract,
    spectator: spectatorContract,
  });
  const { calculator, spectator } = runtime.clients;
  await spectator.watch({ event: 'order' });
  const before = await runtime.metric('calculator', 'zapflow_messages_sent');
  await calculator.burst({ event: 'order', count: 10_000 });
  await spectator.sawUntil({ sequence: 9999 });
  const sent = (await runtime.metric('calculator', 'zapflow_messages_sent')) - before;
  const batches = await runtime.metric('calculator', 'zapflow_frames_sent');
  assert.ok(sent >= 10_000 && sent < 10_050, `${sent} messages`);
  assert.ok(batches > 0 && batches < sent / 2, `${batches} batches`);

  // More than the stream holds, before its reader looks again.
  await spectator.readTicks();
  await calculator.write({ count: RECORDS });
  const missed = () => runtime.metric('spectator', 'zapflow_stream_records_missed');
  await spectator.add({ a: 1, b: 1 });
  const read = await missed();
  assert.ok(read > 0 && read < RECORDS, `${read} records are missed`);
  assert.equal(await missed(), read);
});

test('a message that breaks its contract is counted once, and a worker that is started again as well', async (t) => {
  const runtime = await startWatchedRuntime(t, [testWorker('calculator')], {
    calculator: calculatorContract,
  });
  const { calculator } = runtime.clients;
  const invalid = () => runtime.metric('calculator', 'zapflow_messages_invalid');
  assert.equal(await invalid(), 0);
  await assert.rejects(calculator.add({ a: 'one' as never, b: 1 }), { code: 'MESSAGE_INVALID' });
  const counted = await invalid();
  assert.equal(await calculator.add({ a: 1, b: 1 }), 2);
  assert.deepEqual([counted, await invalid()], [1, 1]);

  const restarts = () => runtime.metric('supervisor', 'zapflow_worker_restarts');
  assert.equal(await restarts(), 0);
  runtime.supervisor.kill('calculator', new AppError('WORKER_FAILED', 'killed by the test'));
  await runtime.until('calculator', ({ state, restarts: n }) => state === 'ready' && n === 1);
  assert.equal(await calculator.add({ a: 1, b: 1 }), 2);
  assert.equal(await restarts(), 1);
});
