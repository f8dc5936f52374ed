// The common cases that every transport of a stream must pass.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { StreamReader } from './stream-transport.ts';
import { type Tick, toTick, transports } from './testing/transports.ts';

function drain(reader: StreamReader<Tick>, limit = Number.POSITIVE_INFINITY): number[] {
  const seen: number[] = [];
  const count = reader.poll(limit, (record, sequence) => {
    assert.deepEqual(record, toTick(record.n));
    assert.equal(record.n, sequence);
    seen.push(sequence);
  });
  assert.equal(count, seen.length);
  return seen;
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

for (const [name, open] of transports)
  describe(name, () => {
    const start = (capacity = 8, maxReaders = 4) => {
      const transport = open({ capacity, maxReaders });
      const write = (count: number) => {
        for (let i = 0; i < count; i++) transport.writer.write(toTick(transport.writer.published));
      };
      return { ...transport, write };
    };

    test('every reader gets every record once and in order', () => {
      const { write, join, endTurn } = start(1024);
      const readers = [join().reader, join().reader];
      write(700);
      endTurn();
      for (const reader of readers) {
        assert.deepEqual(drain(reader), range(0, 700));
        assert.deepEqual(drain(reader), []);
        assert.equal(reader.missed, 0);
        assert.equal(reader.position, 700);
      }
    });

    test('a reader gets what is written after it joined', () => {
      const { write, join, endTurn } = start();
      const early = join().reader;
      write(3);
      const late = join().reader;
      write(2);
      endTurn();
      assert.deepEqual(drain(early), range(0, 5));
      assert.deepEqual(drain(late), range(3, 5));
      assert.equal(late.missed, 0);
    });

    test('a reader that falls behind is told exactly how many it missed', () => {
      const { write, join, endTurn } = start(8);
      const { reader } = join();
      write(20);
      endTurn();
      assert.deepEqual(drain(reader), range(12, 20));
      assert.equal(reader.missed, 12);
    });

    test('a full stream loses nothing until one record more is written', () => {
      const { write, join, endTurn } = start(8);
      const { reader } = join();
      write(8);
      endTurn();
      assert.deepEqual(drain(reader), range(0, 8));
      write(9);
      endTurn();
      assert.deepEqual(drain(reader), range(9, 17));
      assert.equal(reader.missed, 1);
    });

    test('poll hands over no more than its limit and continues there', () => {
      const { write, join, endTurn } = start(16);
      const { reader } = join();
      write(10);
      endTurn();
      assert.deepEqual(drain(reader, 4), range(0, 4));
      assert.deepEqual(drain(reader, 0), []);
      assert.deepEqual(drain(reader, 100), range(4, 10));
    });

    test('a handler that throws loses its own record only', () => {
      const { write, join, endTurn } = start();
      const { reader } = join();
      write(5);
      endTurn();
      const failing = (_: Tick, sequence: number) => {
        if (sequence === 2) throw new Error('handler failed');
      };
      assert.throws(() => reader.poll(100, failing), /handler failed/);
      assert.deepEqual(drain(reader), range(3, 5));
    });

    test('a handler may poll itself without a record being lost or repeated', () => {
      const { write, join, endTurn } = start(16);
      const { reader } = join();
      write(12);
      endTurn();
      const seen: number[] = [];
      reader.poll(3, (record) => {
        seen.push(record.n);
        if (record.n === 1) seen.push(...drain(reader, 5));
      });
      assert.deepEqual(seen, range(0, 8));
      assert.deepEqual(drain(reader), range(8, 12));
    });

    test('a record that does not fit is refused and disturbs nothing', () => {
      const { writer, write, join, endTurn } = start(8);
      const { reader } = join();
      write(8);
      assert.throws(() => writer.write({ ...toTick(8), label: 'x'.repeat(25) }), {
        code: 'MESSAGE_TOO_LARGE',
      });
      assert.throws(() => writer.write({ ...toTick(8), n: '8' as never }), { code: 'MESSAGE_INVALID' });
      endTurn();
      assert.equal(writer.published, 8);
      assert.deepEqual(drain(reader), range(0, 8));
      assert.equal(reader.missed, 0);
    });

    test('a reader with work cannot fall asleep', () => {
      const { write, join, endTurn } = start();
      const { reader } = join();
      assert.equal(reader.sleep(), true);
      write(1);
      endTurn();
      assert.equal(reader.sleep(), false);
      drain(reader);
      assert.equal(reader.sleep(), true);
    });

    test('readers beyond the slots are refused until one leaves', () => {
      const { writer, join } = start(8, 2);
      const first = join();
      join();
      assert.deepEqual(writer.attach(), { refused: 'no free reader slot' });
      writer.detach(first.slot);
      writer.detach(first.slot);
      writer.detach(99);
      assert.deepEqual(writer.attach(), { slot: first.slot });
      assert.deepEqual(writer.attached.toSorted(), [0, 1]);
    });

    test('delivered and missed add up to what was written, whatever the order of writing and reading', () => {
      const step = fc.oneof(
        fc.record({ write: fc.nat(40) }),
        fc.record({ poll: fc.nat(20), reader: fc.nat(1) }),
        fc.record({ sleep: fc.nat(1) }),
        fc.constant({ turn: true }),
      );
      fc.assert(
        fc.property(fc.array(step, { maxLength: 40 }), fc.constantFrom(1, 2, 8, 32), (steps, capacity) => {
          const { writer, write, join, endTurn } = start(capacity);
          const readers = [join().reader, join().reader].map((reader) => ({ reader, seen: [] as number[] }));
          for (const action of steps) {
            if ('write' in action) write(action.write);
            else if ('poll' in action) {
              const { reader, seen } = readers[action.reader]!;
              seen.push(...drain(reader, action.poll));
            } else if ('sleep' in action) readers[action.sleep]!.reader.sleep();
            else endTurn();
          }
          endTurn();
          for (const { reader, seen } of readers) {
            seen.push(...drain(reader));
            assert.ok(seen.every((sequence, index) => index === 0 || sequence > seen[index - 1]!));
            assert.equal(seen.length + reader.missed, writer.published);
          }
        }),
      );
    });
  });
