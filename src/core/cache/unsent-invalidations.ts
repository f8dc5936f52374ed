// What a service invalidated while the cache worker could not be told: kept, and said when it is heard again.
import { type CacheTarget, cacheTarget, MAX_KEYS } from './cache-messages.ts';

/** What to invalidate; without keys and tags, everything. */
export type NamedTarget = { readonly keys?: readonly string[]; readonly tags?: readonly string[] };

export const EVERYTHING: CacheTarget = { keys: [], tags: [], isAll: true };

export class UnsentInvalidations {
  readonly #keys = new Set<string>();
  readonly #tags = new Set<string>();
  #isAll = false;

  get isEmpty(): boolean {
    return !this.#isAll && this.#keys.size === 0 && this.#tags.size === 0;
  }

  /** Which tags a key has only its value says, so a tag may be on any. */
  mayCover(key: string): boolean {
    return this.#isAll || this.#tags.size > 0 || this.#keys.has(key);
  }

  add({ keys, tags, isAll }: CacheTarget): void {
    this.#isAll ||= isAll;
    for (const key of keys) this.#keys.add(key);
    for (const tag of tags) this.#tags.add(tag);
    if (this.#keys.size + this.#tags.size > MAX_KEYS) this.#isAll = true;
    if (!this.#isAll) return;
    this.#keys.clear();
    this.#tags.clear();
  }

  take(): CacheTarget {
    const taken = { keys: [...this.#keys], tags: [...this.#tags], isAll: this.#isAll };
    this.#keys.clear();
    this.#tags.clear();
    this.#isAll = false;
    return taken;
  }
}

/** What does not fit into a message is everything. */
export function toTarget({ keys = [], tags = [] }: NamedTarget): CacheTarget {
  const target = cacheTarget.safeParse({ keys, tags, isAll: keys.length + tags.length === 0 });
  return target.success ? target.data : EVERYTHING;
}
