import { z } from 'zod';
import { call, defineContract, event } from '../../contract.ts';
import type { Handlers } from '../../service.ts';

const tick = z.object({ key: z.string(), sequence: z.int() });

/** A service for tests of links: a call of each nature, an event of each policy. */
export const deskContract = defineContract({
  name: 'desk',
  calls: {
    /** May be repeated. */
    quote: call({ input: z.object({ id: z.int() }), output: z.int(), idempotent: true, capacity: 10_000 }),
    /** Must not be repeated. */
    order: call({ input: z.object({ id: z.int() }), output: z.int(), capacity: 10_000 }),
    /** Overtakes. */
    stop: call({ input: z.object({ id: z.int() }), output: z.int(), urgent: true }),
    /** A caller too many waits. */
    patient: call({ input: z.object({ id: z.int() }), output: z.int(), whenFull: 'block', capacity: 4 }),
    /** A caller too many is refused. */
    hasty: call({ input: z.object({ id: z.int() }), output: z.int(), capacity: 4 }),
    any: call({ input: z.unknown(), output: z.unknown() }),
  },
  events: {
    block: event({ data: tick, whenFull: 'block', capacity: 100 }),
    refuse: event({ data: tick, whenFull: 'refuse', capacity: 100 }),
    shed: event({ data: tick, whenFull: 'shed-oldest', capacity: 100 }),
    coalesce: event({ data: tick, whenFull: 'coalesce', keyOf: ({ key }) => key, capacity: 100 }),
    urgent: event({ data: tick, whenFull: 'block', urgent: true }),
    any: event({ data: z.unknown(), whenFull: 'block' }),
  },
});

/** Handlers that answer with what they were asked, save those a test puts in their place. */
export function deskHandlers(
  changes: Partial<Handlers<typeof deskContract>> = {},
): Handlers<typeof deskContract> {
  const echo = ({ id }: { id: number }) => id;
  return {
    quote: echo,
    order: echo,
    stop: echo,
    patient: echo,
    hasty: echo,
    any: (input) => input,
    ...changes,
  };
}
