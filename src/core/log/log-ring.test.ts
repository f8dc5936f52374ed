import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { allocateLogRing, createLogRingReader, createLogRingWriter } from './log-ring.ts';

function drainAll(memory: SharedArrayBuffer): string[] {
  const lines: string[] = [];
  createLogRingReader(memory).drain((line) => lines.push(line), Number.POSITIVE_INFINITY);
  return lines;
}

test('lines of any text and length come out as they went in, however the ring wraps', () => {
  const batches = fc.array(fc.array(fc.string({ unit: 'binary', maxLength: 90 }), { maxLength: 12 }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(batches, (written) => {
      const memory = allocateLogRing(1024);
      const writer = createLogRingWriter(memory);
      for (const lines of written) {
        const taken = lines.filter((line) => writer.write(line, false));
        assert.deepEqual(
          drainAll(memory),
          taken.map((line) => Buffer.from(line).toString()),
        );
      }
    }),
  );
});

test('a short line after a long one has no tail of the old', () => {
  const memory = allocateLogRing(1024);
  const writer = createLogRingWriter(memory);
  for (let round = 0; round < 200; round++) {
    const text = round % 2 === 0 ? 'long '.repeat(60) : 'short';
    assert.ok(writer.write(text, false));
    assert.deepEqual(drainAll(memory), [text]);
  }
});

test('a full ring refuses lines, counts them, and takes lines again once there is room', () => {
  const memory = allocateLogRing(1024);
  const writer = createLogRingWriter(memory);
  const reader = createLogRingReader(memory);
  let refused = 0;
  for (let at = 0; at < 50; at++) if (!writer.write(`line ${at} ${'x'.repeat(40)}`, false)) refused++;
  assert.ok(refused > 0);
  assert.equal(reader.takeDropped(), refused);
  const read = reader.drain(() => undefined, 100);
  assert.equal(read, 50 - refused);
  assert.ok(writer.write('again', false));
  assert.equal(reader.takeDropped(), 0);
  assert.equal(createLogRingReader(memory).takeDropped(), 0, 'a successor does not report them twice');
});

test('drops that were taken but not released are reported by the successor', () => {
  const memory = allocateLogRing(1024);
  const writer = createLogRingWriter(memory);
  assert.equal(writer.write('x'.repeat(2000), false), false);
  assert.equal(createLogRingReader(memory).takeDropped(), 1);
  assert.equal(createLogRingReader(memory).takeDropped(), 1);
});

test('a writer on the ring of a dead one goes on behind its last line', () => {
  const memory = allocateLogRing(1024);
  createLogRingWriter(memory).write('first', false);
  createLogRingWriter(memory).write('second', false);
  assert.deepEqual(drainAll(memory), ['first', 'second']);
});

test('two writers of one thread share its ring', () => {
  const memory = allocateLogRing(1024);
  const writers = [createLogRingWriter(memory), createLogRingWriter(memory)];
  for (const line of ['a', 'b', 'c']) for (const writer of writers) writer.write(line, false);
  assert.deepEqual(drainAll(memory), ['a', 'a', 'b', 'b', 'c', 'c']);
});

test('a half-written line is not seen, and the next writer replaces it', () => {
  const memory = allocateLogRing(1024);
  createLogRingWriter(memory).write('whole', false);
  const untouched = new Uint8Array(memory).slice(0, 192);
  createLogRingWriter(memory).write('never published', false);
  // As if the writer had died between the bytes and the store that publishes them.
  new Uint8Array(memory).set(untouched);
  assert.deepEqual(drainAll(memory), ['whole']);
  createLogRingWriter(memory).write('next', false);
  assert.deepEqual(drainAll(memory), ['next']);
});

test('positions survive the wrap of their 32 bits, also when the ring is full', () => {
  for (const start of [-64, 2 ** 31 - 64]) {
    const memory = allocateLogRing(1024);
    const cells = new Int32Array(memory);
    for (const cell of [0, 16]) cells[cell] = start;
    const writer = createLogRingWriter(memory);
    const taken: string[] = [];
    while (taken.length < 100 && writer.write(`line ${taken.length}`, false))
      taken.push(`line ${taken.length}`);
    assert.ok(taken.length > 40 && taken.length < 100);
    assert.deepEqual(drainAll(memory), taken);
  }
});

test('a ring whose memory was overwritten is given up to its head, counted, and works on', () => {
  for (const damage of [-2, -(2 ** 31), 2 ** 31 - 1, 2 ** 31 - 6, 1000, 0x20202020]) {
    const memory = allocateLogRing(1024);
    const writer = createLogRingWriter(memory);
    const reader = createLogRingReader(memory);
    writer.write('lost', false);
    new Int32Array(memory)[48] = damage;
    assert.equal(reader.next(), undefined);
    assert.equal(reader.takeDropped(), 1);
    reader.release();
    writer.write('next', false);
    assert.equal(reader.next(), 'next');
  }
});

test('a reader that dies before it releases leaves its lines to its successor', () => {
  const memory = allocateLogRing();
  const writer = createLogRingWriter(memory);
  for (const line of ['a', 'b', 'c']) writer.write(line, false);
  const dying = createLogRingReader(memory);
  dying.drain(() => undefined, 1);
  assert.equal(dying.next(), 'b');
  assert.deepEqual(drainAll(memory), ['b', 'c']);
});

test('a handler that throws does not meet the same line again', () => {
  const memory = allocateLogRing();
  createLogRingWriter(memory).write('poison', false);
  const reader = createLogRingReader(memory);
  assert.throws(() => reader.drain(() => assert.fail('cannot'), 10));
  assert.deepEqual(drainAll(memory), []);
});

test('an urgent line wakes the reader, an ordinary one only when a quarter is full', async () => {
  const memory = allocateLogRing(1024);
  const writer = createLogRingWriter(memory);
  const reader = createLogRingReader(memory);
  const wakeCell = () => new Int32Array(memory)[32];
  const woken = reader.wait();
  writer.write('ordinary', false);
  assert.equal(wakeCell(), 0);
  writer.write('urgent', true);
  assert.equal(wakeCell(), 1);
  await woken;
  reader.drain(() => undefined, 10);
  const filled = reader.wait();
  for (let at = 0; at < 10; at++) writer.write('y'.repeat(40), false);
  assert.equal(wakeCell(), 1);
  await filled;
  await reader.wait();
});

test('two threads at full speed lose and reorder nothing', async () => {
  const memory = allocateLogRing(4096);
  const worker = new Worker(new URL('./testing/ring-writer.ts', import.meta.url), {
    workerData: { memory, count: 50_000 },
  });
  const exited = once(worker, 'exit');
  const reader = createLogRingReader(memory);
  let expected = 0;
  const check = (line: string) => assert.equal(line, `${expected++} ${'z'.repeat((expected - 1) % 90)}`);
  while (expected < 50_000) {
    if (reader.drain(check, 1000) === 0) await reader.wait();
  }
  await exited;
  assert.equal(reader.next(), undefined);
});
