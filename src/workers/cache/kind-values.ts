// How the values of one kind are checked, for how long they count, and how they lie in memory and in Redis.
import type { CacheReply, CacheWrite } from '../../core/cache/cache-messages.ts';
import type { Entry } from '../../core/cache/memory-cache.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { Kind } from './kinds/kind.ts';
import { decodeStored, encodeStored, type StoredValue } from './stored-value.ts';

/** Of one value as JSON. */
export const MAX_VALUE_CHARS = 65_536;

export type KindValues = ReturnType<typeof createKindValues>;
export type Value = CacheReply['value'];

/** A value with its text, whose length is its size. */
export type Checked = { readonly key: string; readonly entry: Entry<Value>; readonly text: string };

export function createKindValues(kind: Kind, clock: Clock) {
  const { name, schema, ttlMs, staleMs, negativeTtlMs } = kind;

  /** Null is the value of what the source does not have. */
  const lifeOf = (value: Value) =>
    value === null ? { freshMs: Math.min(ttlMs, negativeTtlMs), staleMs: 0 } : { freshMs: ttlMs, staleMs };

  const toEntry = ({ value, tags, version }: StoredValue, ageMs: number): Entry<Value> => {
    const life = lifeOf(value);
    const freshUntilMs = clock.monotonicMs() + life.freshMs - ageMs;
    return { value, tags, version, freshUntilMs, staleUntilMs: freshUntilMs + life.staleMs };
  };

  return {
    lifeMs(value: Value): number {
      const life = lifeOf(value);
      return life.freshMs + life.staleMs;
    },

    /** Throws CACHE_VALUE_INVALID. */
    check({ key, value, tags }: CacheWrite, version: number): Checked {
      const result = value === null ? { success: true as const, data: null } : schema.safeParse(value);
      if (!result.success) {
        const issues = result.error.issues.map(({ path, message }) => ({
          path: path.map(String).join('.'),
          message,
        }));
        throw new AppError('CACHE_VALUE_INVALID', undefined, { details: { kind: name, key, issues } });
      }
      const stored = { value: result.data as Value, tags, version, storedAtMs: clock.now() };
      const text = encodeStored(stored);
      if (text.length > MAX_VALUE_CHARS)
        throw new AppError('CACHE_VALUE_INVALID', 'A value is too large to be cached.', {
          details: { kind: name, key, chars: text.length, maxChars: MAX_VALUE_CHARS },
        });
      return { key, entry: toEntry(stored, 0), text };
    },

    /** What Redis gave; `poisoned` when it is nothing that was stored here. */
    parse(key: string, text: string): Checked | 'poisoned' | 'expired' {
      const stored = decodeStored(text, schema);
      if (!stored) return 'poisoned';
      const ageMs = clock.now() - stored.storedAtMs;
      // From the future it is only where somebody set the clock back, and then its age is anybody's guess.
      if (ageMs < 0 || ageMs >= this.lifeMs(stored.value)) return 'expired';
      return { key, entry: toEntry(stored, ageMs), text };
    },

    toReply({ value, tags, freshUntilMs }: Entry<Value>, nowMs: number): CacheReply {
      const freshMs = freshUntilMs - nowMs;
      const isFresh = freshMs > 0;
      return {
        state: isFresh ? 'fresh' : 'stale',
        value,
        tags: [...tags],
        freshMs: isFresh ? freshMs : ttlMs,
        lease: 0,
      };
    },
  };
}
