import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { createFeedReaders } from './feed-readers.ts';

const ROOM = 100;

function open() {
  const clock = createManualClock();
  const readers = createFeedReaders(clock, ROOM);
  const write = (count: number) => {
    for (let i = 0; i < count; i++) readers.wrote();
  };
  /** Waits as a replay does; says how often it asked, and whether it goes on. */
  const follow = () => {
    const waiting = { pulses: [] as number[], isOver: false };
    const pulse = () => waiting.pulses.push(readers.written);
    void readers.follow(pulse, new AbortController().signal).then(() => {
      waiting.isOver = true;
    });
    return waiting;
  };
  return { clock, readers, write, follow };
}

test('a replay begins when a reader has shown that it reads, and waits when that is too far behind', async () => {
  const { clock, readers, write, follow } = open();
  const first = follow();
  await clock.advance(1000);
  assert.equal(first.isOver, false);
  readers.reached(first.pulses.at(-1)!);
  await clock.advance(5);
  assert.ok(first.isOver);
  write(ROOM);
  assert.equal(readers.isFarBehind, false);
  write(1);
  assert.equal(readers.isFarBehind, true);
  const second = follow();
  await clock.advance(60_000);
  assert.deepEqual([second.isOver, readers.areUnheard], [false, false], 'however long it takes');
  readers.reached(readers.written - 50);
  await clock.advance(5);
  assert.ok(second.isOver);
});

test('where nobody tells how far he is nobody is waited for, until somebody does', async () => {
  const { clock, readers, write, follow } = open();
  const waiting = follow();
  await clock.advance(10_100);
  assert.deepEqual([waiting.isOver, readers.areUnheard, readers.isFarBehind], [true, true, false]);
  write(1000);
  readers.reached(readers.written - 500);
  assert.deepEqual([readers.areUnheard, readers.isFarBehind], [false, true]);
});

test('a count of an earlier life, or one that was never written, says nothing', async () => {
  const before = open();
  before.write(50);
  const { clock, readers, write } = open();
  await clock.advance(0);
  write(10);
  for (const count of [0, readers.written + 1, readers.written - 11]) readers.reached(count);
  assert.equal(readers.isFarBehind, true);
  readers.reached(readers.written);
  assert.equal(readers.isFarBehind, false);
});
