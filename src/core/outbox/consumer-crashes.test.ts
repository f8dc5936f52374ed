// A consumer that dies between any two steps, again and again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { Log } from '../log/log.ts';
import { createSeededRandom } from '../random.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { consumeOutbox } from './consume-outbox.ts';
import type { OutboxSource } from './outbox-source.ts';
import { createMemoryOutbox } from './testing/memory-outbox.ts';

const silent: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  fatal() {},
  child: () => silent,
};

/** The rest of a life that has ended: nothing of it happens any more. */
const never = new Promise<never>(() => {});

/** A life that ends at the given step; each outside action has one before it and one after it. */
function createLife(endsAt: number) {
  let steps = 0;
  return {
    get isEnded() {
      return steps >= endsAt;
    },
    async act<T>(action: () => T | Promise<T>): Promise<T> {
      if (steps >= endsAt || ++steps >= endsAt) return never;
      const done = await action();
      return steps >= endsAt || ++steps >= endsAt ? never : done;
    },
  };
}

type Life = ReturnType<typeof createLife>;

function mortal(source: OutboxSource, life: Life): OutboxSource {
  return {
    messages: (input, options) => life.act(() => source.messages(input, options)),
    confirmMessages: (input) => life.act(() => source.confirmMessages(input)),
    parkMessage: (input) => life.act(() => source.parkMessage(input)),
    on: (event, handler) => source.on(event, handler),
  };
}

/** Effects with their cursor, as one transaction in storage does them. */
function createReceiver() {
  const effects: number[] = [];
  let cursor = 0;
  return {
    effects,
    handle(seq: number): void {
      if (seq <= cursor) return;
      cursor = seq;
      effects.push(seq);
    },
  };
}

test('wherever a consumer dies, each message has its effect once, in order, and each poisoned one is parked once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        count: fc.integer({ min: 1, max: 12 }),
        poisoned: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
        ends: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 8 }),
        pageSize: fc.integer({ min: 1, max: 5 }),
        confirmEvery: fc.integer({ min: 1, max: 5 }),
      }),
      async ({ count, poisoned, ends, pageSize, confirmEvery }) => {
        const clock = createManualClock();
        const outbox = createMemoryOutbox();
        const receiver = createReceiver();
        for (let i = 1; i <= count; i++) outbox.owe(`key-${i}`);
        for (const endsAt of [...ends, Number.POSITIVE_INFINITY]) {
          const life = createLife(endsAt);
          const consumer = consumeOutbox({
            source: mortal(outbox, life),
            topic: 'orders',
            payload: z.unknown(),
            clock,
            random: createSeededRandom(1),
            log: silent,
            pageSize,
            confirmEvery,
            handle: ({ seq }) =>
              life.act(() => {
                if (poisoned.includes(seq)) throw new AppError('CALL_UNANSWERED');
                receiver.handle(seq);
              }),
          });
          const confirmedBefore = outbox.confirmedSeq;
          await clock.advance(2000);
          assert.ok(outbox.confirmedSeq >= confirmedBefore);
          if (!life.isEnded) await consumer.stop();
        }
        const all = Array.from({ length: count }, (_, i) => i + 1);
        assert.deepEqual(
          receiver.effects,
          all.filter((seq) => !poisoned.includes(seq)),
        );
        assert.deepEqual(
          outbox.parked.map(({ seq }) => seq),
          all.filter((seq) => poisoned.includes(seq)),
        );
        assert.equal(outbox.confirmedSeq, count);
      },
    ),
    { numRuns: 200 },
  );
});
