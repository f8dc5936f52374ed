import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCopiedReader } from './copied-reader.ts';
import { createCopiedWriter, type RecordChunk } from './copied-writer.ts';
import type { StreamReader } from './stream-transport.ts';
import { createTurns, slotOf, type Tick, tick, toTick } from './testing/transports.ts';

/** The chunks that a writer sends for records written `perTurn` at a time. */
function chunksOf(records: number, perTurn: number): RecordChunk[] {
  const chunks: RecordChunk[] = [];
  const { clock, end } = createTurns();
  const writer = createCopiedWriter(tick, { clock, send: (_, chunk) => chunks.push(chunk) });
  slotOf(writer);
  for (let n = 0; n < records; n++) {
    writer.write(toTick(n));
    if ((n + 1) % perTurn === 0) end();
  }
  end();
  return chunks;
}

function drain(reader: StreamReader<Tick>): { n: number; sequence: number }[] {
  const seen: { n: number; sequence: number }[] = [];
  reader.poll(Number.POSITIVE_INFINITY, ({ n }, sequence) => seen.push({ n, sequence }));
  return seen;
}

test('a turn of many records travels in chunks of at most 256', () => {
  assert.deepEqual(
    chunksOf(600, 600).map(({ firstSequence, count }) => [firstSequence, count]),
    [
      [0, 256],
      [256, 256],
      [512, 88],
    ],
  );
});

test('a chunk that never came is counted record by record', () => {
  const [a, , c] = chunksOf(9, 3);
  const reader = createCopiedReader(tick, { capacity: 100, firstSequence: 0 });
  reader.accept(a!);
  reader.accept(c!);
  assert.deepEqual(
    drain(reader).map(({ n }) => n),
    [0, 1, 2, 6, 7, 8],
  );
  assert.equal(reader.missed, 3);
});

test('records that come twice or too late are delivered once', () => {
  const [a, b] = chunksOf(6, 3);
  const [whole] = chunksOf(6, 6);
  const reader = createCopiedReader(tick, { capacity: 100 });
  for (const chunk of [a!, a!, whole!, b!]) reader.accept(chunk);
  assert.deepEqual(
    drain(reader).map(({ n }) => n),
    [0, 1, 2, 3, 4, 5],
  );
  assert.equal(reader.missed, 0);
});

test('a flood at a reader that never polls keeps no more than its capacity', () => {
  const reader = createCopiedReader(tick, { capacity: 10, firstSequence: 0 });
  for (const chunk of chunksOf(5000, 1)) reader.accept(chunk);
  assert.equal(reader.missed, 4990);
  assert.equal(reader.position, 4990);
  assert.deepEqual(
    drain(reader).map(({ n }) => n),
    Array.from({ length: 10 }, (_, index) => 4990 + index),
  );
});

test('sequences go on growing when a replaced writer counts from zero', () => {
  const reader = createCopiedReader(tick, { capacity: 100, firstSequence: 0 });
  for (const chunk of chunksOf(3, 3)) reader.accept(chunk);
  reader.follow(0);
  for (const chunk of chunksOf(2, 2)) reader.accept(chunk);
  assert.deepEqual(
    drain(reader).map(({ n, sequence }) => [n, sequence]),
    [
      [0, 0],
      [1, 1],
      [2, 2],
      [0, 3],
      [1, 4],
    ],
  );
  assert.equal(reader.missed, 0);
});

const [sound] = chunksOf(2, 2);
for (const [what, change] of [
  ['half a record', { bytes: new ArrayBuffer(tick.bytes * 2 - 8) }],
  ['no records', { count: 0, bytes: new ArrayBuffer(0) }],
  ['a negative sequence', { firstSequence: -1 }],
  ['a sequence that is no number', { firstSequence: Number.NaN }],
] as [string, Partial<RecordChunk>][])
  test(`a chunk with ${what} is refused and counts for nothing`, () => {
    const reader = createCopiedReader(tick, { capacity: 100, firstSequence: 0 });
    assert.throws(() => reader.accept({ ...sound!, ...change }), { code: 'PROTOCOL_BROKEN' });
    reader.accept(sound!);
    assert.deepEqual(
      drain(reader).map(({ n }) => n),
      [0, 1],
    );
  });
