import { kinds } from '../kinds/index.ts';

type Changes = {
  readonly redisUrl?: string | null;
  readonly redisPrefix?: string;
  readonly maxQueuedWrites?: number;
  readonly leaseMs?: number;
  readonly ttlMs?: number;
  readonly max?: number;
};

/** Settings of the worker as the configuration gives them, with what a test wants otherwise. */
export function toCacheSettings({ ttlMs, max, ...changes }: Changes = {}) {
  return {
    redisUrl: null,
    redisPrefix: 'test:',
    maxQueuedWrites: 100,
    leaseMs: 2500,
    ...changes,
    kinds: Object.fromEntries(
      kinds.map((kind) => [kind.name, { ttlMs: ttlMs ?? kind.ttlMs, max: max ?? kind.max }]),
    ),
  };
}
