import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { openBoard, READER } from './board.ts';
import { defineNumbersCodec } from './board-codec.ts';
import { atomicCopy, type BlockCopy, plainCopy } from './board-copy.ts';
import { allocateBoard, LENGTH, toBase, toBoardMemory, toCopyByte, VERSION } from './board-memory.ts';
import { createUncheckedReader } from './testing/unchecked-read.ts';

const codec = defineNumbersCodec(['a', 'b', 'c', 'd']);
const same = (n: number) => ({ a: n, b: n, c: n, d: n });
const oneSlot = () => allocateBoard({ slotBytes: codec.slotBytes, bytes: 400 });

/** Copies word by word and lets something happen after the second word of a load. */
function interrupted(interrupt: () => void): BlockCopy {
  return {
    ...plainCopy,
    load({ doubles: shared }, fromByte, { doubles: own }, doubles) {
      for (let i = 0; i < doubles; i += 1) {
        own[i] = shared[fromByte / 8 + i]!;
        if (i === 1) interrupt();
      }
    },
  };
}

test('a read that two writes overtake is made again', () => {
  const shared = oneSlot();
  const writer = openBoard(shared, 1, codec);
  writer.set('k', same(1));
  let next = 2;
  const interrupt = () => {
    if (next > 3) return;
    writer.set('k', same(next++));
    writer.set('k', same(next++));
  };
  assert.deepEqual(openBoard(shared, READER, codec, { copy: interrupted(interrupt) }).get('k'), same(3));
});

test('a reader that never gets a quiet moment gives up instead of blocking', () => {
  const shared = oneSlot();
  const writer = openBoard(shared, 1, codec);
  writer.set('k', same(1));
  const slot = openBoard(shared, READER, codec, {
    copy: interrupted(() => writer.set('k', same(2))),
  }).slot('k');
  assert.equal(slot.load(), 'unavailable');
  assert.equal(slot.get(), undefined);
});

test('a key deleted and its slot reused under a handle reads as absent, never as the other key', () => {
  const shared = oneSlot();
  const writer = openBoard(shared, 1, codec);
  writer.set('old', same(1));
  const slot = openBoard(shared, READER, codec).slot('old');
  assert.deepEqual(slot.get(), same(1));
  writer.delete('old');
  writer.set('new', same(2));
  assert.equal(slot.load(), 'absent');
  assert.deepEqual(writer.keys(), ['new']);
});

test('a handle made before its key exists finds it later', () => {
  const shared = oneSlot();
  const slot = openBoard(shared, READER, codec).slot('k');
  assert.equal(slot.load(), 'absent');
  openBoard(shared, 1, codec).set('k', same(5));
  assert.deepEqual(slot.get(), same(5));
});

test('reading leaves no mark in the memory, so a reader can neither lock nor be waited for', () => {
  const shared = oneSlot();
  openBoard(shared, 1, codec).set('k', same(1));
  const before = Buffer.from(new Uint8Array(shared));
  const reader = openBoard(shared, READER, codec);
  reader.get('k');
  reader.get('missing');
  reader.keys();
  assert.deepEqual(Buffer.from(new Uint8Array(shared)), before);
});

test('whatever a dead writer left in the unpublished copy is never read', () => {
  const garbage = fc.uint8Array({ minLength: 40, maxLength: 40 });
  fc.assert(
    fc.property(garbage, fc.integer(), fc.integer({ min: 1, max: 4 }), (rest, length, writes) => {
      const shared = oneSlot();
      const writer = openBoard(shared, 1, codec);
      for (let n = 1; n <= writes; n += 1) writer.set('k', same(n));
      const memory = toBoardMemory(shared);
      const base = toBase(memory, 0);
      const spare = (memory.words[base + VERSION]! + 1) & 1;
      memory.words[base + LENGTH + spare] = length;
      new Uint8Array(shared).set(rest, toCopyByte(memory, base, spare));
      assert.deepEqual(openBoard(shared, READER, codec).get('k'), same(writes));
      openBoard(shared, 1, codec).set('k', same(99));
      assert.deepEqual(openBoard(shared, READER, codec).get('k'), same(99));
    }),
  );
});

/** Lets the writer die at its nth store to shared memory; false when it lived to the end. */
function diesAtStore(t: TestContext, nth: number, write: () => void): boolean {
  const store = Atomics.store.bind(Atomics);
  let stores = 0;
  const mock = t.mock.method(Atomics, 'store', (words: Int32Array, index: number, value: number) => {
    stores += 1;
    if (stores === nth) throw new Error('died');
    return store(words, index, value);
  });
  try {
    write();
    return false;
  } catch {
    return true;
  } finally {
    mock.mock.restore();
  }
}

const steps = {
  'its first write of a key': { allowed: [undefined, same(2)], prepare: false },
  'an overwrite': { allowed: [same(1), same(2)], prepare: true },
};
for (const [step, { allowed, prepare }] of Object.entries(steps)) {
  test(`a writer that dies at any store of ${step} leaves the old value or the new one`, (t) => {
    let deaths = 0;
    for (let nth = 1; ; nth += 1) {
      const shared = allocateBoard({ slotBytes: codec.slotBytes, bytes: 2000 });
      const open = (id: number) => openBoard(shared, id, codec, { copy: atomicCopy });
      open(2).set('neighbour', same(7));
      if (prepare) open(1).set('k', same(1));
      const died = diesAtStore(t, nth, () => open(1).set('k', same(2)));
      const seen = open(READER).get('k');
      assert.ok(
        allowed.some((value) => JSON.stringify(value) === JSON.stringify(seen)),
        `store ${nth}`,
      );
      assert.deepEqual(open(READER).get('neighbour'), same(7));
      open(1).set('k', same(3));
      assert.deepEqual(open(READER).get('k'), same(3));
      assert.deepEqual(open(READER).keys().sort(), ['k', 'neighbour']);
      if (!died) break;
      deaths += 1;
    }
    assert.ok(deaths >= 10, 'the writer should have been stopped at each of its stores');
  });
}

test('a writer that dies at any store of a delete leaves the value or nothing', (t) => {
  for (let nth = 1; ; nth += 1) {
    const shared = oneSlot();
    const open = (id: number) => openBoard(shared, id, codec, { copy: atomicCopy });
    open(1).set('k', same(1));
    const died = diesAtStore(t, nth, () => open(1).delete('k'));
    assert.ok([undefined, 1].includes(open(READER).get('k')?.a));
    open(1).set('k', same(2));
    assert.deepEqual(open(READER).get('k'), same(2));
    if (!died) break;
  }
});

test('a control without the version check gives two halves of different values', () => {
  const shared = oneSlot();
  const writer = openBoard(shared, 1, codec);
  writer.set('k', same(1));
  const read = createUncheckedReader(
    shared,
    'k',
    interrupted(() => {
      writer.set('k', same(2));
      writer.set('k', same(3));
    }),
  );
  const [first, , , last] = read();
  assert.deepEqual([first, last], [1, 3]);
});
