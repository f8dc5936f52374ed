// Floods, pending calls by the thousand, hostile batches, and death in the middle of shared memory.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import { AppError } from '../../src/core/errors.ts';
import { frame } from '../../src/core/link/frames.ts';
import { calculatorContract } from '../../src/core/testing/services/calculator-contract.ts';
import { scribeContract } from '../../src/core/testing/services/scribe.ts';
import { spectatorContract } from '../../src/core/testing/services/spectator-contract.ts';
import { testWorker } from '../../src/core/testing/test-runtime.ts';
import { startWatchedRuntime } from '../../src/core/testing/watched-runtime.ts';

const uses = { calculator: calculatorContract, spectator: spectatorContract };
const start = (t: TestContext) =>
  startWatchedRuntime(t, [testWorker('calculator'), testWorker('spectator')], uses);
const crash = new AppError('WORKER_FAILED', 'killed by the test');
const MIB = 2 ** 20;

test('ten thousand calls are pending when the worker dies: each gets exactly one answer', async (t) => {
  const runtime = await start(t);
  const { calculator } = runtime.clients;
  const answers: string[] = [];
  const calls = Array.from({ length: 10_000 }, (_, i) =>
    calculator.hang({ id: `${i}` }, { deadlineMs: 60_000 }).then(
      () => answers.push('answered'),
      (error) => answers.push(error.code),
    ),
  );
  const repeated = calculator.hangIdempotent({ untilRetry: true }, { deadlineMs: 60_000 });
  await calculator.add({ a: 1, b: 1 });
  runtime.supervisor.kill('calculator', crash);
  await Promise.all(calls);
  assert.equal(await repeated, 1);
  await calculator.add({ a: 1, b: 1 });
  assert.equal(answers.length, 10_000);
  assert.deepEqual([...new Set(answers)], ['PEER_DIED_UNANSWERED']);
});

test('a reply that never comes ends with the deadline; a late one is counted and dropped', async (t) => {
  const runtime = await start(t);
  const { calculator } = runtime.clients;
  await assert.rejects(calculator.hang({ id: 'x' }, { deadlineMs: 500 }), { code: 'CALL_UNANSWERED' });
  assert.deepEqual(await calculator.cancellations(), ['x']);
  assert.equal(await runtime.metric('supervisor', 'zapflow_late_replies'), 1);
  assert.equal(await calculator.add({ a: 1, b: 1 }), 2);
});

test('a million orders at a slow reader all arrive in order, in bounded memory', async (t) => {
  const runtime = await start(t);
  const { calculator, spectator } = runtime.clients;
  await spectator.watch({ event: 'order', pauseEvery: 5000 });
  await calculator.burst({ event: 'order', count: 1_000_000 });
  await spectator.sawUntil({ sequence: 999_999 });
  const { count, isInOrder, heapBytes } = await spectator.seen();
  assert.deepEqual([count, isInOrder], [1_000_000, true]);
  assert.ok(heapBytes < 64 * MIB, `the reader took ${Math.round(heapBytes / MIB)} MiB`);
  assert.equal(await runtime.metric('calculator', 'zapflow_messages_dropped'), 0);
});

test('a million ticks at a slow reader: what is shed is counted, received + dropped = sent', async (t) => {
  const runtime = await start(t);
  const { calculator, spectator } = runtime.clients;
  await spectator.watch({ event: 'shed', pauseEvery: 100 });
  await calculator.burst({ event: 'shed', count: 1_000_000 });
  await spectator.sawUntil({ sequence: 999_999 });
  const { count, isInOrder, heapBytes } = await spectator.seen();
  const dropped = await runtime.metric('calculator', 'zapflow_messages_dropped');
  assert.equal(count + dropped, 1_000_000);
  assert.ok(dropped > 0);
  assert.equal(isInOrder, true);
  assert.ok(heapBytes < 64 * MIB, `the reader took ${Math.round(heapBytes / MIB)} MiB`);
});

/** What a broken or hostile peer might post; each on a link of its own, because a link that breaks its form is closed. */
const hostile = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
const ADD = 0;
const UNTIL = 1e12;
const lies: readonly [what: string, batch: unknown][] = [
  ['nothing', null],
  ['text', 'text'],
  ['an empty batch', []],
  ['half a header', [1, 2]],
  ['a map', new Map([[1, 2]])],
  ['endless credits', [0, 0, Number.POSITIVE_INFINITY, -1]],
  ['an unknown frame', [0, 0, 0, 0, 99, 98, 97]],
  ['a frame of the other side', [0, 0, 0, 0, frame.event, 0, '', '', 0, 1e9]],
  ['a subscription to an object', [0, 0, 0, 0, frame.subscribe, { toString: 1, valueOf: 1 }, 1]],
  ['a stream that is not there', [0, 0, 0, 0, frame.attach, -7]],
  ['a call that is not there', [0, 0, 0, 0, frame.call, 1, 1e6, '', '', UNTIL, 0]],
  ['a cause that is no text', [0, 0, 0, 0, frame.call, 2, ADD, { toString: 1 }, '', UNTIL, 0, 1, 2]],
  ['five megabytes', [0, 0, 0, 0, frame.call, 3, ADD, '', '', UNTIL, 0, 'x'.repeat(5 * MIB), hostile]],
  ['prototypes', [0, 0, 0, 0, frame.call, 4, ADD, '', '', UNTIL, 0, hostile, hostile]],
];

test('whatever is posted raw into the port of a service, it serves on', async (t) => {
  const runtime = await start(t);
  const runner = runtime.supervisor.runners.find(({ spec }) => spec.id === 'calculator');
  const told = new Map<string, string>();
  for (const [what, batch] of lies) {
    const { port1, port2 } = new MessageChannel();
    const client = { service: 'intruder', epoch: what };
    runner?.post({ type: 'serve', service: 'calculator', client, wire: port2 });
    const settled = new Promise<string>((resolve) => {
      port1.on('message', (reply: unknown[]) => {
        const error = reply.find((part) => (part as AppError | undefined)?.code !== undefined);
        if (error) resolve((error as AppError).code);
        else if (reply.includes(77)) resolve('answered');
      });
      port1.once('close', () => resolve('closed'));
    });
    port1.postMessage(batch);
    port1.postMessage([0, 0, 0, 0, frame.call, 77, ADD, '', '', UNTIL, 0, 1, 2]);
    told.set(what, await settled);
    port1.close();
  }
  assert.equal(told.get('prototypes'), 'MESSAGE_INVALID');
  assert.equal(told.get('five megabytes'), 'MESSAGE_INVALID');
  assert.equal(told.get('endless credits'), 'answered');
  assert.equal(told.size, lies.length);
  assert.equal(({} as { polluted?: number }).polluted, undefined);
  assert.equal(await runtime.clients.calculator.add({ a: 1, b: 1 }), 2);
  assert.equal(runtime.statusOf('calculator').restarts, 0);
  assert.deepEqual(await runtime.stop(), []);
});

test('a worker killed in the middle of every kind of shared memory leaves all of it usable', async (t) => {
  const restarts = { restartOnError: true, maxRestarts: 50, windowMs: 60_000, delayMs: 1, maxDelayMs: 1 };
  const runtime = await startWatchedRuntime(t, [testWorker('scribe', { restarts })], {
    scribe: scribeContract,
  });
  const { scribe } = runtime.clients;
  const records: { left: number; right: number }[] = [];
  let heard = () => {};
  scribe.read('lines', (record) => {
    records.push(record);
    heard();
  });
  for (let life = 1; life <= 6; life++) {
    const started = new SharedArrayBuffer(4);
    scribe.scribble({ started }, { deadlineMs: 60_000 }).catch(() => {});
    await Atomics.waitAsync(new Int32Array(started), 0, 0).value;
    runtime.supervisor.kill('scribe', crash);
    await runtime.until('scribe', ({ state, restarts: n }) => state === 'ready' && n === life);
    const board = await scribe.board();
    assert.equal(board?.left, board?.right, 'a torn value on the board');
    const mark = -life;
    const marked = new Promise<void>((resolve) => {
      heard = () => {
        if (records.at(-1)?.left === mark) resolve();
      };
    });
    // What the dead one left in its log is read first, as the logger would: a full ring takes no more lines.
    await runtime.lines();
    const countBefore = await runtime.metric('scribe', 'zapflow_messages_dropped');
    await scribe.write({ value: mark });
    await marked;
    assert.deepEqual(await scribe.board(), { left: mark, right: mark });
    assert.equal(await runtime.metric('scribe', 'zapflow_messages_dropped'), countBefore + 1);
    const lines = await runtime.lines();
    assert.ok(lines.some(({ msg, ...line }) => msg === 'wrote' && line['left'] === mark));
  }
  assert.ok(
    records.every(({ left, right }) => left === right),
    'a torn record in the stream',
  );
});
