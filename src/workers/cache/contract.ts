import { z } from 'zod';
import {
  cacheFigures,
  cacheHealth,
  cacheKey,
  cacheLease,
  cacheReply,
  cacheTarget,
  cacheWrite,
  invalidation,
  MAX_KEYS,
} from '../../core/cache/cache-messages.ts';
import { call, defineContract, event } from '../../core/contract.ts';
import { kinds } from './kinds/index.ts';

const kind = z.enum(kinds.map(({ name }) => name));

/**
 * Hot values in memory and Redis, for showing and for speed; nothing here decides about money. It knows no source: one of
 * those who ask for what is not there is given a lease to load it, and the others wait. `createNearCache` does both sides.
 */
export const cacheContract = defineContract({
  name: 'cache',
  calls: {
    get: call({
      input: z.object({ kind, key: cacheKey }),
      output: cacheReply,
      idempotent: true,
    }),
    // Urgent, because those who wait for it may have taken every place of the service.
    fill: call({
      input: cacheWrite.extend({ kind, lease: cacheLease }),
      output: z.object({ isStored: z.boolean() }),
      idempotent: true,
      urgent: true,
    }),
    fail: call({
      input: z.object({ kind, key: cacheKey, lease: cacheLease }),
      idempotent: true,
      urgent: true,
    }),
    put: call({ input: z.object({ kind, entries: z.array(cacheWrite).max(MAX_KEYS) }), urgent: true }),
    invalidate: call({ input: cacheTarget.extend({ kind }), idempotent: true, urgent: true }),
    health: call({ output: cacheHealth, idempotent: true, urgent: true }),
    stats: call({ output: z.record(kind, cacheFigures), idempotent: true }),
  },
  events: {
    // Who is too slow loses the oldest, sees the gap in the numbers and drops all it has: nothing is lost in silence.
    invalidated: event({ data: invalidation, whenFull: 'shed-oldest' }),
  },
});
