import { z } from 'zod';
import { call, defineContract } from '../../contract.ts';

const eventName = z.enum(['shed', 'order', 'latest', 'refused']);

/** A service for tests that watches and calls the calculator from a thread of its own. */
export const spectatorContract = defineContract({
  name: 'spectator',
  calls: {
    add: call({ input: z.object({ a: z.number(), b: z.number() }), output: z.number(), deadlineMs: 10_000 }),
    /** What the calculator saw of a call made in the scope of this one. */
    correlation: call({
      output: z.object({ correlationId: z.string(), own: z.string(), deadlineInMs: z.number() }),
    }),
    /** Subscribes from now on; a slow watcher stops for a turn after each so many events. */
    watch: call({ input: z.object({ event: eventName, pauseEvery: z.int().optional() }) }),
    seen: call({
      output: z.object({ count: z.int(), last: z.int(), isInOrder: z.boolean(), heapBytes: z.number() }),
      idempotent: true,
    }),
    /** Answers when the event with this sequence has been seen. */
    sawUntil: call({ input: z.object({ sequence: z.int() }), deadlineMs: 60_000 }),
    readTicks: call({}),
    /** Answers when so many records have been read; tells whether they came in order. */
    readUntil: call({
      input: z.object({ count: z.int() }),
      output: z.object({ isInOrder: z.boolean() }),
      deadlineMs: 60_000,
    }),
  },
});
