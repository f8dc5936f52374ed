// Asks the source of a kind: so many at a time, each only so long.
import type { Clock } from '../clock.ts';
import { createBulkhead } from '../outside/bulkhead.ts';
import { createExpiry, untilAborted } from '../outside/expiry.ts';

/** Asks the source; undefined when it has no such thing. The signal ends when nobody waits any more. */
export type Load<V> = (key: string, signal: AbortSignal) => Promise<V | undefined>;

export type SourceOptions<V> = {
  readonly name: string;
  readonly load: Load<V>;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly concurrent: number;
  readonly waiting: number;
};

/** Rejects with QUEUE_FULL, OUTSIDE_TIMEOUT, or what the load rejects with. */
export function createSource<V>(options: SourceOptions<V>): (key: string) => Promise<V | undefined> {
  const { name, load, clock, timeoutMs, concurrent, waiting } = options;
  const bulkhead = createBulkhead(name, { concurrent, waiting });
  return async (key) => {
    const expiry = createExpiry(name, clock, undefined, timeoutMs);
    try {
      const leave = await bulkhead.enter(expiry.signal, false);
      return await untilAborted(expiry.signal, () => load(key, expiry.signal)).finally(leave);
    } finally {
      expiry.dispose();
    }
  };
}
