import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { openBoard, READER } from './board.ts';
import { defineNumbersCodec } from './board-codec.ts';
import { allocateBoard } from './board-memory.ts';
import type { WriterData } from './testing/board-writer-thread.ts';

const FIELDS = 32;
const KEY = 'trader:7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU';
const codec = defineNumbersCodec(Array.from({ length: FIELDS }, (_, i) => `n${i}`));

function startWriter(shared: SharedArrayBuffer) {
  const stop = new SharedArrayBuffer(4);
  const workerData: WriterData = { shared, key: KEY, fields: FIELDS, stop };
  const worker = new Worker(new URL('./testing/board-writer-thread.ts', import.meta.url), { workerData });
  const end = async () => {
    const exit = once(worker, 'exit');
    Atomics.store(new Int32Array(stop), 0, 1);
    await exit;
  };
  return { worker, end };
}

/** Lets the event loop turn until the key has a value newer than the one given. */
async function untilNewer(read: () => number): Promise<void> {
  const before = read();
  while (read() === before) await new Promise((resolve) => setImmediate(resolve));
}

function isTorn(numbers: Float64Array): boolean {
  for (let i = 1; i < FIELDS; i += 1) if (numbers[i] !== numbers[0]) return true;
  return false;
}

test('no read is torn or goes back in time while another thread writes', async () => {
  const shared = allocateBoard({ slotBytes: codec.slotBytes });
  const { end } = startWriter(shared);
  const slot = openBoard(shared, READER, codec).slot(KEY);
  await untilNewer(() => (slot.load() === 'value' ? slot.numbers[0]! : 0));

  let torn = 0;
  let changes = 0;
  let last = 0;
  for (let values = 0; values < 300_000 || changes < 50; values += 1) {
    if (slot.load() !== 'value') continue;
    const first = slot.numbers[0]!;
    if (isTorn(slot.numbers) || slot.updatedMs !== first || first < last) torn += 1;
    if (first !== last) changes += 1;
    last = first;
  }
  await end();
  assert.equal(torn, 0);
});

test('a writer killed at any moment leaves a whole value, and its successor goes on', async () => {
  const shared = allocateBoard({ slotBytes: codec.slotBytes });
  const slot = openBoard(shared, READER, codec).slot(KEY);
  for (let life = 0; life < 4; life += 1) {
    const { worker } = startWriter(shared);
    await untilNewer(() => (slot.load() === 'value' ? slot.numbers[0]! : 0));
    await worker.terminate();
    assert.equal(slot.load(), 'value');
    assert.equal(isTorn(slot.numbers), false);
  }
});
