import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBoard, READER } from './board.ts';
import { defineJsonCodec } from './board-codec.ts';
import { toKeyHash } from './board-keys.ts';
import { allocateBoard } from './board-memory.ts';

const codec = defineJsonCodec<unknown>();
const newBoard = () => allocateBoard({ slotBytes: 16, bytes: 4096 });

/** Two keys with one hash, found by trying. */
function findCollision(): [string, string] {
  const seen = new Map<number, string>();
  for (let i = 0; ; i += 1) {
    const key = `wallet ${i}`;
    const other = seen.get(toKeyHash(key));
    if (other !== undefined) return [other, key];
    seen.set(toKeyHash(key), key);
  }
}

test('keys with the same hash keep their own values', () => {
  const [first, second] = findCollision();
  const shared = newBoard();
  const board = openBoard(shared, 1, codec);
  board.set(first, 'one');
  assert.equal(board.get(second), undefined);
  openBoard(shared, 2, codec).set(second, 'two');
  assert.equal(board.get(first), 'one');
  assert.equal(board.get(second), 'two');
  board.delete(first);
  assert.equal(openBoard(shared, READER, codec).get(second), 'two');
});

test('a second writer of a key is refused, whether it sets or deletes', () => {
  const shared = newBoard();
  openBoard(shared, 1, codec).set('k', 1);
  const other = openBoard(shared, 2, codec);
  assert.throws(() => other.set('k', 2), {
    code: 'BOARD_KEY_OWNED',
    details: { key: 'k', owner: 1, writerId: 2 },
  });
  assert.throws(() => other.delete('k'), { code: 'BOARD_KEY_OWNED' });
  assert.equal(other.get('k'), 1);
  assert.throws(() => openBoard(shared, READER, codec).set('new', 1), { code: 'BUG' });
});

test('a restarted writer with the same id takes its keys over', () => {
  const shared = newBoard();
  openBoard(shared, 1, codec).set('k', 1);
  const successor = openBoard(shared, 1, codec);
  successor.set('k', 2);
  assert.equal(openBoard(shared, READER, codec).get('k'), 2);
  assert.deepEqual(successor.keys(), ['k']);
});

test('of two writers that take a slot each for one new key at the same moment, the second is refused', (t) => {
  const shared = newBoard();
  const claim = Atomics.compareExchange.bind(Atomics);
  let rival: (() => void) | undefined = () => openBoard(shared, 1, codec).set('k', 'first');
  t.mock.method(Atomics, 'compareExchange', (...args: Parameters<typeof claim>) => {
    const run = rival;
    rival = undefined;
    run?.();
    return claim(...args);
  });
  const second = openBoard(shared, 2, codec);
  assert.throws(() => second.set('k', 'second'), { code: 'BOARD_KEY_OWNED' });
  assert.equal(second.get('k'), 'first');
  second.set('other', 2);
  assert.deepEqual(second.keys().sort(), ['k', 'other']);
});

test('slots of deleted keys are used again by their writer, so coming and going keys never fill a board', () => {
  const board = openBoard(newBoard(), 1, codec);
  for (let i = 0; i < 1000; i += 1) {
    board.set(`token ${i}`, i);
    assert.equal(board.get(`token ${i}`), i);
    assert.equal(board.delete(`token ${i}`), true);
    assert.equal(board.delete(`token ${i}`), false);
  }
  assert.deepEqual(board.keys(), []);
});

test('a key that is empty or too long is refused', () => {
  const board = openBoard(newBoard(), 1, codec);
  for (const key of ['', 'x'.repeat(65)])
    assert.throws(() => board.set(key, 1), { code: 'BOARD_KEY_INVALID' });
  board.set('x'.repeat(64), 1);
  assert.equal(board.get('x'.repeat(64)), 1);
});
