// Named shared buffers within limits: the supervisor makes them, hands them out and lets go of idle ones.
import type { Clock, Timer } from '../clock.ts';
import { AppError } from '../errors.ts';

export type SharedBuffersOptions = {
  readonly clock: Clock;
  /** Size of a buffer for which no `allocate` is given; default 1 MiB. */
  readonly bytes?: number;
  /** Default 10. */
  readonly maxBuffers?: number;
  /** How long a buffer outlives its last writer or reader; default 60 s. */
  readonly idleMs?: number;
};

export type SharedBufferState = {
  readonly name: string;
  readonly bytes: number;
  readonly users: readonly string[];
};

export interface SharedBuffers {
  /** The buffer of that name for a writer or reader; `allocate` makes it when it is new. Throws BUFFER_LIMIT_REACHED. */
  attach(name: string, user: string, allocate?: () => SharedArrayBuffer): SharedArrayBuffer;
  detach(name: string, user: string): void;
  /** For a worker that ended: it uses no buffer any more. */
  detachAll(user: string): void;
  list(): SharedBufferState[];
}

type Entry = { readonly shared: SharedArrayBuffer; readonly users: Set<string>; release: Timer | undefined };

export function createSharedBuffers(options: SharedBuffersOptions): SharedBuffers {
  const { clock, bytes = 1024 * 1024, maxBuffers = 10, idleMs = 60_000 } = options;
  const entries = new Map<string, Entry>();

  const create = (name: string, allocate: () => SharedArrayBuffer): Entry => {
    if (entries.size >= maxBuffers)
      throw new AppError('BUFFER_LIMIT_REACHED', undefined, { details: { name, maxBuffers } });
    const entry: Entry = { shared: allocate(), users: new Set(), release: undefined };
    entries.set(name, entry);
    return entry;
  };

  const detach = (name: string, user: string): void => {
    const entry = entries.get(name);
    if (!entry?.users.delete(user) || entry.users.size > 0) return;
    entry.release = clock.after(idleMs, () => void entries.delete(name));
  };

  return {
    attach(name, user, allocate = () => new SharedArrayBuffer(bytes)) {
      const entry = entries.get(name) ?? create(name, allocate);
      entry.release?.cancel();
      entry.release = undefined;
      entry.users.add(user);
      return entry.shared;
    },
    detach,
    detachAll(user) {
      for (const name of entries.keys()) detach(name, user);
    },
    list: () =>
      [...entries].map(([name, { shared, users }]) => ({
        name,
        bytes: shared.byteLength,
        users: [...users],
      })),
  };
}
