// What only shared memory has to prove: torn slots, deaths in the middle of a write, and slots that change hands.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { recordLayout } from './record-layout.ts';
import { allocateRing, openRing } from './ring-memory.ts';
import { createRingReader } from './ring-reader.ts';
import { createRingWriter } from './ring-writer.ts';
import type { StreamReader, StreamWriter } from './stream-transport.ts';
import { createTurns, slotOf, type Tick, tick, toTick } from './testing/transports.ts';
import { atomicCopy, plainCopy, type WordCopy } from './word-copy.ts';

const DEATH = new Error('the thread ended here');

/** A copy in which the writer's thread ends after some words of a record. */
function dyingAfter(words: number): WordCopy {
  const put: WordCopy['put'] = (from, shared, at) => {
    shared.set(from.subarray(0, words), at);
    throw DEATH;
  };
  return { ...plainCopy, put };
}

function open(capacity: number, first = 0) {
  const memory = allocateRing(tick, { capacity });
  const { published, claimed } = openRing(memory, tick);
  published.store(first);
  claimed.store(first);
  const turns = createTurns();
  const bells: number[] = [];
  const startWriter = (copy = plainCopy) =>
    createRingWriter(memory, tick, { clock: turns.clock, ring: (slot) => bells.push(slot), copy });
  const startReader = (slot: number, copy = plainCopy, from: 'now' | 'oldest' | number = 'now') =>
    createRingReader(memory, tick, { slot, from, copy });
  return { memory, turns, bells, startWriter, startReader };
}

function write(writer: StreamWriter<Tick>, count: number): void {
  for (let i = 0; i < count; i++) writer.write(toTick(writer.published));
}

function drain(reader: StreamReader<Tick>, limit = Number.POSITIVE_INFINITY): number[] {
  const seen: number[] = [];
  reader.poll(limit, (record, sequence) => {
    assert.deepEqual(record, toTick(sequence));
    seen.push(sequence);
  });
  return seen;
}

for (const [name, copy] of [
  ['plain copies', plainCopy],
  ['atomic copies', atomicCopy],
] as const)
  describe(name, () => {
    test('what is overwritten while a reader copies it is counted, never delivered', () => {
      fc.assert(
        fc.property(fc.nat(12), fc.nat(20), fc.nat(20), (before, during, position) => {
          const { startWriter, startReader } = open(8);
          const writer = startWriter(copy);
          let isRacing = false;
          const racing: WordCopy = {
            ...copy,
            take(...run) {
              const half = run[3] / 2;
              copy.take(...run);
              if (isRacing) write(writer, during);
              isRacing = false;
              // The second half of the run is fetched again, as if the copy had been slower than the writer.
              copy.take(run[0], run[1] + half, run[2].subarray(half), run[3] - half);
            },
          };
          const reader = startReader(slotOf(writer), racing);
          write(writer, position);
          const seen = drain(reader);
          write(writer, before);
          isRacing = true;
          seen.push(...drain(reader));
          assert.ok(seen.every((sequence, index) => index === 0 || sequence > seen[index - 1]!));
          seen.push(...drain(reader));
          assert.equal(seen.length + reader.missed, writer.published);
        }),
        { numRuns: 300 },
      );
    });

    test('sequences beyond 32 bits keep counting across every boundary', () => {
      for (const first of [2 ** 21 - 3, 2 ** 31 - 3, 2 ** 32 - 3, 2 ** 33 - 3, 2 ** 50 - 3]) {
        const { startWriter, startReader } = open(8, first);
        const writer = startWriter(copy);
        const reader = startReader(slotOf(writer), copy);
        write(writer, 6);
        assert.deepEqual(
          drain(reader),
          [0, 1, 2, 3, 4, 5].map((n) => first + n),
        );
        write(writer, 20);
        assert.equal(drain(reader)[0], first + 18);
        assert.equal(reader.missed, 12);
      }
    });
  });

test('a writer that dies at any word of a record is replaced without a torn or lost record', () => {
  const words = tick.bytes / 8;
  for (let survived = 0; survived <= words; survived++)
    for (let before = 0; before <= 9; before++) {
      const { startWriter, startReader } = open(8);
      const healthy = startWriter();
      const slot = slotOf(healthy);
      const reader = startReader(slot);
      write(healthy, before);
      assert.throws(() => write(startWriter(dyingAfter(survived)), 1), DEATH);
      const seen = drain(reader);
      const successor = startWriter();
      assert.equal(successor.published, before);
      assert.deepEqual(successor.attached, [slot]);
      write(successor, 3);
      seen.push(...drain(reader));
      assert.deepEqual(seen.slice(-3), [before, before + 1, before + 2]);
      assert.equal(seen.length + reader.missed, before + 3);
    }
});

test('a sleeping reader is woken once in a turn, one that is awake never', () => {
  const { startWriter, startReader, bells, turns } = open(64);
  const writer = startWriter();
  const [asleep, awake] = [slotOf(writer), slotOf(writer)];
  const reader = startReader(asleep);
  startReader(awake);
  assert.equal(reader.sleep(), true);
  write(writer, 5);
  assert.deepEqual(bells, []);
  turns.end();
  write(writer, 5);
  turns.end();
  assert.deepEqual(bells, [asleep]);
  drain(reader);
  assert.equal(reader.sleep(), true);
  write(writer, 1);
  turns.end();
  assert.deepEqual(bells, [asleep, asleep]);
});

test('a reader that finds work when going to sleep is not woken for it', () => {
  const { startWriter, startReader, bells, turns } = open(64);
  const writer = startWriter();
  const reader = startReader(slotOf(writer));
  write(writer, 1);
  assert.equal(reader.sleep(), false);
  turns.end();
  assert.deepEqual(bells, []);
});

test('a reader left asleep by a writer that died before ringing is woken by the successor', () => {
  const { memory, startWriter, startReader, bells, turns } = open(8);
  const neverAgain = createTurns();
  const doomed = createRingWriter(memory, tick, { clock: neverAgain.clock, ring: () => assert.fail() });
  const slot = slotOf(doomed);
  const reader = startReader(slot);
  assert.equal(reader.sleep(), true);
  write(doomed, 1);
  startWriter();
  turns.end();
  assert.deepEqual(bells, [slot]);
  assert.deepEqual(drain(reader), [0]);
});

test('a new reader may begin with the oldest record still kept', () => {
  const { startWriter, startReader } = open(8);
  const writer = startWriter();
  write(writer, 5);
  assert.deepEqual(drain(startReader(slotOf(writer), plainCopy, 'oldest')), [0, 1, 2, 3, 4]);
  write(writer, 15);
  const late = startReader(slotOf(writer), plainCopy, 'oldest');
  assert.deepEqual(drain(late), [12, 13, 14, 15, 16, 17, 18, 19]);
  assert.equal(late.missed, 0);
});

test('a reader whose slot was given to another cannot touch its sleep', () => {
  const { startWriter, startReader, bells, turns } = open(8);
  const writer = startWriter();
  const slot = slotOf(writer);
  const former = startReader(slot);
  writer.detach(slot);
  assert.equal(slotOf(writer), slot);
  const owner = startReader(slot);
  assert.equal(owner.sleep(), true);
  write(writer, 1);
  assert.equal(former.sleep(), false);
  turns.end();
  assert.deepEqual(bells, [slot]);
});

test('a detached reader is not woken any more', () => {
  const { startWriter, startReader, bells, turns } = open(8);
  const writer = startWriter();
  const slot = slotOf(writer);
  const reader = startReader(slot);
  assert.equal(reader.sleep(), true);
  writer.detach(slot);
  write(writer, 1);
  turns.end();
  assert.deepEqual(bells, []);
});

test('memory that was laid out for other records is refused', () => {
  const { memory, startReader } = open(8);
  const other = recordLayout(z.object({ n: z.number(), twice: z.int64(), label: z.string().max(24) }));
  assert.equal(other.bytes, tick.bytes);
  assert.throws(() => createRingReader(memory, other, { slot: 0, from: 'now' }), { code: 'PROTOCOL_BROKEN' });
  assert.throws(() => startReader(16), { code: 'BUG' });
});

describe('a reader that attaches again', () => {
  test('goes on where its predecessor stood and counts what was overwritten meanwhile', () => {
    const { startWriter, startReader } = open(8);
    const writer = startWriter();
    write(writer, 3);
    const early = startReader(slotOf(writer), plainCopy, 0);
    const seen: number[] = [];
    early.poll(2, (_, sequence) => seen.push(sequence));
    write(writer, 9);
    const late = startReader(slotOf(writer), plainCopy, early.position);
    late.poll(100, (_, sequence) => seen.push(sequence));
    assert.deepEqual(seen, [0, 1, 4, 5, 6, 7, 8, 9, 10, 11]);
    assert.equal(late.missed, 2);
  });

  test('takes a position beyond the end for one of another ring and begins with the oldest', () => {
    const { startWriter, startReader } = open(8);
    const writer = startWriter();
    write(writer, 2);
    assert.equal(startReader(slotOf(writer), plainCopy, 1000).position, 0);
  });
});
