import { z } from 'zod';
import { type CallDefinition, call, defineContract, event } from '../../core/contract.ts';
import { storageHealth } from './health/storage-health.ts';
import { operationCalls } from './operations/operation-calls.ts';
import { reads } from './reads/index.ts';
import type { ReadDefinition, UnitDefinition } from './unit.ts';
import { units } from './units/index.ts';

type CallsOf<D> = {
  readonly [K in keyof D]: D[K] extends { input: infer I extends z.ZodType; output?: infer O }
    ? CallDefinition<I, Extract<O, z.ZodType>>
    : never;
};

/** Every unit and every read, declared in its own file, is a call of the same name. */
function toCalls<D extends Record<string, UnitDefinition | ReadDefinition>>(definitions: D): CallsOf<D> {
  const calls = Object.entries(definitions).map(([name, { input, output = z.undefined(), ...rest }]) => [
    name,
    // A question does not wait behind writes that came before it: it never saw what was not committed anyway.
    call({
      input,
      output,
      ...('idempotent' in rest ? { idempotent: rest.idempotent } : { idempotent: true, urgent: true }),
    }),
  ]);
  return Object.fromEntries(calls) as CallsOf<D>;
}

/** The only owner of what lasts. */
export const storageContract = defineContract({
  name: 'storage',
  calls: {
    ...toCalls(units),
    ...toCalls(reads),
    ...operationCalls,
    health: call({ output: storageHealth, idempotent: true, urgent: true }),
  },
  events: {
    /** Something new waits on an outbox topic; `messages` tells what. */
    messagesOwed: event({
      data: z.object({ topic: z.string() }),
      whenFull: 'coalesce',
      keyOf: ({ topic }) => topic,
    }),
  },
});
