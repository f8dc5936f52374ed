import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createManualClock } from '../testing/manual-clock.ts';
import { openBoard, READER } from './board.ts';
import { defineJsonCodec, defineNumbersCodec } from './board-codec.ts';
import { atomicCopy, plainCopy } from './board-copy.ts';
import { allocateBoard } from './board-memory.ts';

const price = defineNumbersCodec(['bid', 'ask']);
const json = defineJsonCodec<unknown>();

for (const [name, copy] of Object.entries({ plainCopy, atomicCopy })) {
  test(`values come back as they were set, with ${name}`, () => {
    const shared = allocateBoard({ slotBytes: 64 });
    const numbers = openBoard(shared, 1, price, { copy });
    const texts = openBoard(shared, 1, json, { copy });
    numbers.set('BTCUSDT', { bid: 0.1 + 0.2, ask: -0 });
    texts.set('worker:é🚀', { state: 'ready', tags: ['ü', null] });
    assert.deepEqual(openBoard(shared, READER, price, { copy }).get('BTCUSDT'), { bid: 0.1 + 0.2, ask: -0 });
    assert.deepEqual(texts.get('worker:é🚀'), { state: 'ready', tags: ['ü', null] });
    assert.equal(numbers.get('ETHUSDT'), undefined);
  });
}

test('a short value after a long one has no tail of it', () => {
  const board = openBoard(allocateBoard({ slotBytes: 64 }), 1, json);
  board.set('k', 'a long value that fills the slot, both copies of it');
  board.set('k', 'another long value that fills the slot to its end');
  board.set('k', 'x');
  assert.equal(board.get('k'), 'x');
});

test('a value larger than its slot is refused and overwrites nothing', () => {
  const shared = allocateBoard({ slotBytes: 8 });
  const board = openBoard(shared, 1, json);
  for (let i = 0; i < 50; i += 1) board.set(`k${i}`, i);
  const before = Buffer.from(new Uint8Array(shared));
  assert.throws(() => board.set('k7', 'sixteen bytes ..'), { code: 'BOARD_VALUE_TOO_LARGE' });
  assert.throws(() => board.set('k7', '🚀🚀'), { code: 'BOARD_VALUE_TOO_LARGE' });
  assert.throws(() => openBoard(shared, 1, price).set('k7', { bid: 1, ask: 2 }), {
    code: 'BOARD_VALUE_TOO_LARGE',
  });
  assert.deepEqual(Buffer.from(new Uint8Array(shared)), before);
});

test('a value that fills its slot leaves key, owner and neighbours as they were', () => {
  const shared = allocateBoard({ slotBytes: 8, bytes: 4096 });
  const board = openBoard(shared, 1, json);
  const keys: string[] = [];
  assert.throws(
    () => {
      for (let i = 0; ; i += 1) {
        board.set(`key ${i}`, 0);
        keys.push(`key ${i}`);
      }
    },
    { code: 'BOARD_FULL' },
  );
  for (const key of keys) board.set(key, 12345678);
  assert.ok(keys.length > 10);
  assert.deepEqual(board.keys().sort(), keys.sort());
  for (const key of keys) assert.equal(board.get(key), 12345678);
});

test('a value that is no plain data is refused and the last one stays', () => {
  const board = openBoard(allocateBoard({ slotBytes: 64 }), 1, json);
  board.set('k', 1);
  for (const value of [undefined, () => 1, 1n])
    assert.throws(() => board.set('k', value), { code: 'MESSAGE_NOT_DATA' });
  assert.equal(board.get('k'), 1);
});

test('every write is there at once; none is skipped because someone else is busy', () => {
  const shared = allocateBoard({ slotBytes: 16 });
  const writer = openBoard(shared, 1, price).slot('k');
  const reader = openBoard(shared, READER, price).slot('k');
  for (let bid = 0; bid < 10_000; bid += 1) {
    writer.set({ bid, ask: bid });
    assert.equal(reader.get()?.bid, bid);
  }
});

test('times are kept whole, beyond 32 bits and with fractions', () => {
  const clock = createManualClock(1_999_999_999_999.5);
  const board = openBoard(allocateBoard({ slotBytes: 16 }), 1, price, { clock });
  board.set('k', { bid: 1, ask: 2 });
  assert.equal(board.updatedMs('k'), 1_999_999_999_999.5);
  board.set('k', { bid: 1, ask: 2 }, 2 ** 43 + 1);
  assert.equal(board.updatedMs('k'), 2 ** 43 + 1);
  assert.equal(board.updatedMs('missing'), undefined);
});

test('boards agree with a map whatever is set and deleted by two writers', () => {
  const step = fc.record({
    writer: fc.constantFrom(1, 2),
    key: fc.integer({ min: 0, max: 5 }),
    value: fc.option(fc.nat()),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const shared = allocateBoard({ slotBytes: 16, bytes: 64 + 256 * 12 });
      const boards = [READER, 1, 2].map((id) => openBoard(shared, id, json));
      const model = new Map<string, number>();
      for (const { writer, key: n, value } of steps) {
        const key = `${writer}:${n}`;
        if (value === null) {
          assert.equal(boards[writer]!.delete(key), model.delete(key));
        } else {
          boards[writer]!.set(key, value);
          model.set(key, value);
        }
        for (const board of boards) assert.equal(board.get(key), model.get(key));
      }
      assert.deepEqual(boards[0]!.keys().sort(), [...model.keys()].sort());
      for (const [key, value] of model) assert.equal(boards[0]!.get(key), value);
    }),
  );
});

test('memory of another kind is not taken for a board', () => {
  assert.throws(() => openBoard(new SharedArrayBuffer(1024), 1, price), { code: 'BUG' });
});

test('a writer id that memory cannot hold is refused', () => {
  const shared = allocateBoard({ slotBytes: 16 });
  for (const id of [-1, 1.5, 2 ** 31]) assert.throws(() => openBoard(shared, id, price), { code: 'BUG' });
});
