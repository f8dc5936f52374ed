import { z } from 'zod';
import { call, defineContract, event } from '../../contract.ts';
import { stream } from '../../stream/stream-definition.ts';

const tick = z.object({ symbol: z.string(), price: z.number(), sequence: z.int() });

/** A service for tests: arithmetic, events of every policy, a stream, and every way to misbehave. */
export const calculatorContract = defineContract({
  name: 'calculator',
  calls: {
    add: call({ input: z.object({ a: z.number(), b: z.number() }), output: z.number(), idempotent: true }),
    urgentAdd: call({ input: z.object({ a: z.number(), b: z.number() }), output: z.number(), urgent: true }),
    /** Never answers until cancelled; then counts the cancellation. */
    hang: call({ input: z.object({ id: z.string() }), capacity: 20_000 }),
    hangIdempotent: call({ input: z.object({ untilRetry: z.boolean() }), output: z.int(), idempotent: true }),
    cancellations: call({ output: z.array(z.string()), idempotent: true }),
    correlation: call({
      output: z.object({ correlationId: z.string(), causeId: z.string(), deadlineInMs: z.number() }),
    }),
    fail: call({
      input: z.object({ how: z.enum(['throw', 'reject', 'string', 'refuse', 'badReply', 'unclonable']) }),
    }),
    burst: call({
      input: z.object({ event: z.enum(['shed', 'order', 'latest']), count: z.int() }),
      output: z.int(),
      deadlineMs: 60_000,
    }),
    write: call({ input: z.object({ count: z.int() }), output: z.number(), deadlineMs: 60_000 }),
    misbehave: call({
      input: z.object({
        how: z.enum(['exit', 'loop', 'heap', 'map', 'string', 'buffer', 'timer', 'rejection']),
      }),
    }),
  },
  events: {
    shed: event({ data: tick, whenFull: 'shed-oldest' }),
    order: event({ data: tick, whenFull: 'block' }),
    latest: event({ data: tick, whenFull: 'coalesce', keyOf: ({ symbol }) => symbol }),
    refused: event({ data: tick, whenFull: 'refuse' }),
  },
  streams: {
    ticks: stream({
      record: z.object({ sequence: z.number(), price: z.number(), time: z.number() }),
      capacity: 4096,
    }),
  },
});
