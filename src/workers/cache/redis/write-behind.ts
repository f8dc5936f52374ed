// What Redis has not confirmed: the last word on each key, sent at once while it is up, and again in order when it is back.

export type PendingWrite = {
  readonly kind: string;
  readonly key: string;
  /** Undefined erases. */
  readonly text: string | undefined;
  /** On the monotonic clock. */
  readonly endsMs: number;
};

export type WriteBehindOptions = {
  readonly max: number;
  /** Rejects when it is not known to be done. */
  readonly perform: (write: PendingWrite) => Promise<void>;
};

type Entry = { readonly write: PendingWrite; isSent: boolean };

const REPLAY_BATCH = 200;

export class WriteBehind {
  readonly #options: WriteBehindOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #sending = new Set<Promise<void>>();

  constructor(options: WriteBehindOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  get hasUnsent(): boolean {
    return this.#unsent(1).next().done === false;
  }

  /** Replaces what waits for the same key. False when there is no room for another key. */
  add(write: PendingWrite, isUp: boolean): boolean {
    const id = `${write.kind}:${write.key}`;
    if (this.#entries.size >= this.#options.max && !this.#entries.has(id)) return false;
    const entry = { write, isSent: false };
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    if (isUp) this.#send(id, entry).catch(() => {});
    return true;
  }

  /** Sends the next of what waits. Resolves with their number when they are confirmed; rejects with the first failure. */
  async replay(): Promise<number> {
    const batch = [...this.#unsent(REPLAY_BATCH)];
    await Promise.all(batch.map(([id, entry]) => this.#send(id, entry)));
    return batch.length;
  }

  /** The connection is gone: everything is to be sent again. */
  unsend(): void {
    for (const entry of this.#entries.values()) entry.isSent = false;
  }

  /** Returns how many it gave up. */
  clear(): number {
    const { size } = this.#entries;
    this.#entries.clear();
    return size;
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#sending);
  }

  #unsent(count: number) {
    return this.#entries
      .entries()
      .filter(([, { isSent }]) => !isSent)
      .take(count);
  }

  async #send(id: string, entry: Entry): Promise<void> {
    entry.isSent = true;
    const sending = this.#options.perform(entry.write);
    this.#sending.add(sending);
    try {
      await sending;
      // A later word on the key has to be confirmed itself.
      if (this.#entries.get(id) === entry) this.#entries.delete(id);
    } finally {
      this.#sending.delete(sending);
    }
  }
}
