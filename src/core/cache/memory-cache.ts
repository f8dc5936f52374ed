// The newest values by key in this thread, bounded in number and size, each with its end and its tags.
import { LRUCache } from 'lru-cache';
import type { TagMarks } from './tag-marks.ts';

export type Entry<V> = {
  readonly value: V;
  readonly tags: readonly string[];
  /** Of the marks, when the value was asked from its source. */
  readonly version: number;
  /** On the monotonic clock. From here until `staleUntilMs` it may be served while it is renewed. */
  readonly freshUntilMs: number;
  readonly staleUntilMs: number;
};

export type MemoryLimits = {
  readonly max: number;
  /** Of all sizes together, where values are stored with one. */
  readonly maxSize?: number;
};

export class MemoryCache<V> {
  readonly #entries: LRUCache<string, Entry<V>>;
  readonly #marks: TagMarks;

  constructor({ max, maxSize = max }: MemoryLimits, marks: TagMarks) {
    this.#entries = new LRUCache({ max, maxSize });
    this.#marks = marks;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Fresh or stale, but neither void nor past its end. */
  find(key: string, nowMs: number): Entry<V> | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (nowMs < entry.staleUntilMs && !this.#marks.isVoid(entry.tags, entry.version)) return entry;
    this.#entries.delete(key);
    return undefined;
  }

  set(key: string, entry: Entry<V>, size = 1): void {
    this.#entries.set(key, entry, { size });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** The keys used last, the newest first. */
  newestKeys(count: number): string[] {
    return [...this.#entries.keys().take(count)];
  }
}
