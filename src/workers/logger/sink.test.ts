import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { systemClock } from '../../core/clock.ts';
import { allocateLogRing, createLogRingWriter } from '../../core/log/log-ring.ts';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { createLogFiles } from './files.ts';
import type { LogEntry, LogOutput } from './log-entry.ts';
import { createSink } from './sink.ts';

const root = mkdtempSync(join(tmpdir(), 'zapflow-sink-'));
after(() => rmSync(root, { recursive: true, force: true }));

function createMemoryOutput() {
  const written: LogEntry[] = [];
  const output: LogOutput = { write: (entry) => void written.push(entry), flush: () => {}, close: () => {} };
  return { output, messages: () => written.map(({ line }) => JSON.parse(line).msg) };
}

function createSource() {
  const memory = allocateLogRing(64 * 1024);
  const ring = createLogRingWriter(memory);
  const write = (timeMs: number, msg: string, isUrgent = false) =>
    ring.write(JSON.stringify({ level: 30, time: timeMs, msg }), isUrgent);
  return { memory, write };
}

test('lines of several threads are written in order of time, those of one thread in their own', async () => {
  const { output, messages } = createMemoryOutput();
  const [a, b] = [createSource(), createSource()];
  const sink = createSink({
    clock: createManualClock(),
    outputs: [output],
    rings: [
      ['a', a.memory],
      ['b', b.memory],
    ],
  });
  a.write(10, 'a1');
  a.write(30, 'a2');
  b.write(20, 'b1');
  b.write(30, 'b2');
  b.write(30, 'b3');
  sink.flush();
  assert.deepEqual(messages(), ['a1', 'b1', 'a2', 'b2', 'b3']);
  await sink.stop();
});

test("a thread's flood does not keep the lines of another waiting", async () => {
  const { output, messages } = createMemoryOutput();
  const [flood, calm] = [createSource(), createSource()];
  for (let at = 0; at < 600; at++) flood.write(1, `flood ${at}`);
  calm.write(2, 'calm');
  const clock = createManualClock();
  const sink = createSink({
    clock,
    outputs: [output],
    rings: [
      ['flood', flood.memory],
      ['calm', calm.memory],
    ],
  });
  await clock.advance(0);
  await clock.advance(0);
  await clock.advance(0);
  await clock.advance(0);
  assert.equal(messages().indexOf('calm'), 256);
  assert.equal(messages().length, 601);
  await sink.stop();
});

test('lines dropped by a full ring are reported as a line, once', async () => {
  const { output, messages } = createMemoryOutput();
  const { memory, write } = createSource();
  let refused = 0;
  while (refused < 3) if (!write(1, 'x'.repeat(500))) refused++;
  const sink = createSink({ clock: createManualClock(), outputs: [output], rings: [['loud', memory]] });
  sink.flush();
  sink.flush();
  assert.deepEqual(
    messages().filter((text) => text.includes('dropped')),
    ['3 lines dropped'],
  );
  assert.equal(sink.counts().dropped, 3);
  await sink.stop();
});

test('a ring is emptied before it is replaced', async () => {
  const { output, messages } = createMemoryOutput();
  const [old, fresh] = [createSource(), createSource()];
  const sink = createSink({ clock: createManualClock(), outputs: [output] });
  sink.addRing('a', old.memory);
  old.write(1, 'of the old');
  sink.addRing('a', fresh.memory);
  fresh.write(2, 'of the new');
  await sink.stop();
  assert.deepEqual(messages(), ['of the old', 'of the new']);
});

test('an output has written all lines before the next one sees the first', async () => {
  const steps: string[] = [];
  const output = (name: string): LogOutput => ({
    write: () => void steps.push(`${name} writes`),
    flush: () => void steps.push(`${name} flushes`),
    close: () => void steps.push(`${name} closes`),
  });
  const { memory, write } = createSource();
  const sink = createSink({
    clock: createManualClock(),
    outputs: [output('first'), output('second')],
    rings: [['a', memory]],
  });
  write(1, 'one');
  write(2, 'two');
  sink.flush();
  assert.deepEqual(steps, [
    'first writes',
    'first writes',
    'first flushes',
    'second writes',
    'second writes',
    'second flushes',
  ]);
  await sink.stop();
});

test('lines are written after 50 ms at the latest, and an urgent one at once', async () => {
  const { output, messages } = createMemoryOutput();
  const { memory, write } = createSource();
  const clock = createManualClock();
  const sink = createSink({ clock, outputs: [output], rings: [['a', memory]] });
  await clock.advance(0);
  await clock.advance(0);
  write(1, 'ordinary');
  await clock.advance(49);
  assert.deepEqual(messages(), []);
  await clock.advance(1);
  await clock.advance(0);
  assert.deepEqual(messages(), ['ordinary']);
  const heard = new Promise<LogEntry>((resolve) => {
    sink.onLine(resolve);
  });
  const keepAlive = setInterval(() => {}, 1000);
  write(2, 'urgent', true);
  assert.equal(JSON.parse((await heard).line).msg, 'urgent');
  clearInterval(keepAlive);
  await sink.stop();
});

test('followers hear each line, one that throws is let go, and the tail is bounded', async () => {
  const { output } = createMemoryOutput();
  const { memory, write } = createSource();
  const sink = createSink({
    clock: createManualClock(),
    outputs: [output],
    rings: [['a', memory]],
    tailLines: 3,
  });
  const heard: string[] = [];
  let thrown = 0;
  sink.onLine(() => {
    thrown++;
    throw new Error('broken follower');
  });
  const stop = sink.onLine(({ line }) => void heard.push(JSON.parse(line).msg));
  for (let at = 0; at < 10; at++) write(at, `${at}`);
  sink.flush();
  stop();
  write(10, '10');
  sink.flush();
  assert.deepEqual(heard, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  assert.equal(thrown, 1);
  const tail = (count: number) => sink.tail(count).map((line) => JSON.parse(line).msg);
  assert.deepEqual([tail(2), tail(100), tail(0)], [['9', '10'], ['8', '9', '10'], []]);
  await sink.stop();
});

for (const death of ['exit', 'throw', 'heap', 'terminate']) {
  test(`the last line of a thread that dies by ${death} reaches the file`, async () => {
    const memory = allocateLogRing();
    const worker = new Worker(new URL('./testing/doomed-writer.ts', import.meta.url), {
      workerData: { memory, death },
      resourceLimits: { maxOldGenerationSizeMb: 24 },
    });
    worker.on('error', () => undefined);
    const exited = new Promise((resolve) => {
      worker.on('exit', resolve);
    });
    if (death === 'terminate') {
      await once(worker, 'message');
      await worker.terminate();
    }
    await exited;
    const directory = join(root, death);
    const sink = createSink({
      clock: systemClock,
      outputs: [createLogFiles({ directory, clock: systemClock })],
    });
    sink.addRing('doomed', memory);
    sink.flush();
    const lines = readFileSync(join(directory, 'orderflow.log'), 'utf8').trimEnd().split('\n');
    assert.equal(lines.length, 101);
    assert.deepEqual(JSON.parse(lines.at(-1) ?? '').death, death);
    await sink.stop();
  });
}

test('loggers killed again and again lose no line and repeat at most the batch under the pen', async () => {
  const directory = join(root, 'killed');
  const memory = allocateLogRing(64 * 1024);
  const ring = createLogRingWriter(memory);
  const start = () =>
    new Worker(new URL('./testing/doomed-logger.ts', import.meta.url), {
      workerData: { rings: [['main', memory]], directory },
    });
  let number = 0;
  const kills = 12;
  for (let kill = 0; kill <= kills; kill++) {
    const logger = start();
    const died = once(logger, 'exit');
    const until = number + 3000 + kill * 97;
    while (number < until) {
      if (ring.write(`{"level":30,"time":1,"number":${number}}`, true)) number++;
      else await new Promise(setImmediate);
    }
    if (kill < kills) await logger.terminate();
    else logger.postMessage('stop');
    await died;
  }
  const lines = readFileSync(join(directory, 'orderflow.log'), 'utf8').trimEnd().split('\n');
  const numbers = lines
    .map((line) => JSON.parse(line))
    .filter((line) => line.dropped === undefined)
    .map((line) => line.number);
  let expected = 0;
  let repeats = 0;
  for (const at of numbers) {
    if (at < expected) {
      repeats++;
      assert.ok(expected - at <= 256, `${at} after ${expected}`);
    }
    assert.ok(at <= expected, `lost ${expected} to ${at}`);
    expected = at + 1;
  }
  assert.equal(expected, number);
  assert.ok(repeats <= kills);
});
