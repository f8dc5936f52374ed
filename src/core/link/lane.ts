// What waits on one link for the other side's credits: a bounded queue per message name, with the policy of its contract.
import type { WhenFull } from '../contract.ts';
import { Queue } from '../queue.ts';

/** What wants to know when it has left its lane. */
export interface Sendable {
  /** It had its place on the link to a predecessor: that this one's lane is full is no reason to refuse it. */
  readonly isAdmitted: boolean;
  sent(): void;
}

export class Item {
  readonly frame: readonly unknown[];
  /** Place in the order of sending across all lanes of the link. */
  order: number;
  readonly message: Sendable | undefined;
  state: 'new' | 'queued' | 'cancelled' = 'new';
  /** Set when the lane had no room and its policy is to block: resolves when the item has or needs no place. */
  admitted: Promise<void> | undefined;

  constructor(frame: readonly unknown[], order: number, message?: Sendable) {
    this.frame = frame;
    this.order = order;
    this.message = message;
  }
}

export class Lane {
  readonly #whenFull: WhenFull;
  readonly #capacity: number;
  readonly #onDrop: () => void;
  readonly #byKey = new Map<string, Item>();
  readonly #waiters = new Map<Item, () => void>();
  #queue = new Queue<Item>();
  #cancelled = 0;

  constructor(whenFull: WhenFull, capacity: number, onDrop: () => void) {
    this.#whenFull = whenFull;
    this.#capacity = capacity;
    this.#onDrop = onDrop;
  }

  /** Messages waiting, those of blocked senders included. */
  get depth(): number {
    return this.#waiting + this.#byKey.size + this.#waiters.size;
  }

  /** 1 when it is full, more when senders wait for a place. */
  get fill(): number {
    return this.depth / this.#capacity;
  }

  /** False when it was refused; else it waits, and `admitted` is set when it waits even for a place. */
  offer(item: Item, key: string | undefined): boolean {
    if (this.#whenFull === 'coalesce') return this.#coalesce(item, key ?? '');
    const hasRoom = this.#waiting < this.#capacity && this.#waiters.size === 0;
    if (hasRoom || item.message?.isAdmitted) {
      this.#enqueue(item);
      return true;
    }
    if (this.#whenFull === 'shed-oldest') {
      this.#queue.shift();
      this.#onDrop();
      this.#enqueue(item);
      return true;
    }
    if (this.#whenFull !== 'block' || this.#waiters.size >= this.#capacity) return false;
    item.admitted = new Promise((resolve) => this.#waiters.set(item, resolve));
    return true;
  }

  peek(): Item | undefined {
    if (this.#byKey.size > 0) return this.#byKey.values().next().value;
    for (let item = this.#queue.peek(); item; item = this.#queue.peek()) {
      if (item.state === 'queued') return item;
      this.#queue.shift();
      this.#cancelled--;
    }
    return undefined;
  }

  /** Removes what `peek` returned. */
  take(): void {
    const key = this.#byKey.keys().next();
    if (!key.done) {
      this.#byKey.delete(key.value);
      return;
    }
    this.#queue.shift();
    this.#admit();
  }

  /** A waiting item will not be sent; its place is free at once. */
  cancel(item: Item): void {
    if (item.state === 'queued') this.#cancelled++;
    item.state = 'cancelled';
    this.#waiters.get(item)?.();
    this.#waiters.delete(item);
    if (this.#cancelled > this.#capacity) this.#compact();
    this.#admit();
  }

  /** The reader is gone: nobody need wait for room any more. Returns how many messages it will never have. */
  close(): number {
    const lost = this.depth;
    for (const resolve of this.#waiters.values()) resolve();
    this.#waiters.clear();
    this.#byKey.clear();
    this.#queue = new Queue();
    this.#cancelled = 0;
    return lost;
  }

  get #waiting(): number {
    return this.#queue.length - this.#cancelled;
  }

  #enqueue(item: Item): void {
    item.state = 'queued';
    this.#queue.push(item);
  }

  #coalesce(item: Item, key: string): true {
    const replaced = this.#byKey.get(key);
    // It keeps the place of what it replaces: a key that changes all the time must not wait for ever.
    if (replaced) item.order = replaced.order;
    else if (this.#byKey.size >= this.#capacity) {
      const oldest = this.#byKey.keys().next();
      if (!oldest.done) this.#byKey.delete(oldest.value);
      this.#onDrop();
    }
    this.#byKey.set(key, item);
    return true;
  }

  /** Without it, calls that time out while nothing is taken would pile up as dead places. */
  #compact(): void {
    const live = new Queue<Item>();
    for (const item of this.#queue) if (item.state === 'queued') live.push(item);
    this.#queue = live;
    this.#cancelled = 0;
  }

  #admit(): void {
    for (const [item, resolve] of this.#waiters) {
      if (this.#waiting >= this.#capacity) return;
      this.#waiters.delete(item);
      this.#enqueue(item);
      resolve();
    }
  }
}
