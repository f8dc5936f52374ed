// What waits on one link for the other side's credits: a bounded queue per message name, with the policy of its contract.
import type { WhenFull } from '../contract.ts';
import { Queue } from '../queue.ts';

export class Item {
  readonly frame: readonly unknown[];
  /** Place in the order of sending across all lanes of the link. */
  readonly order: number;
  readonly onSent: (() => void) | undefined;
  state: 'new' | 'queued' | 'cancelled' = 'new';
  /** Set when the lane had no room and its policy is to block: resolves when the item has its place. */
  admitted: Promise<void> | undefined;

  constructor(frame: readonly unknown[], order: number, onSent?: () => void) {
    this.frame = frame;
    this.order = order;
    this.onSent = onSent;
  }
}

type Waiter = { readonly item: Item; resolve(): void; reject(reason: unknown): void };

export class Lane {
  readonly #whenFull: WhenFull;
  readonly #capacity: number;
  readonly #onDrop: () => void;
  readonly #byKey = new Map<string, Item>();
  readonly #waiters = new Queue<Waiter>();
  #queue = new Queue<Item>();
  #cancelled = 0;

  constructor(whenFull: WhenFull, capacity: number, onDrop: () => void) {
    this.#whenFull = whenFull;
    this.#capacity = capacity;
    this.#onDrop = onDrop;
  }

  /** Messages waiting, those of blocked senders included. */
  get depth(): number {
    return this.#waiting + this.#byKey.size + this.#waiters.length;
  }

  /** False when it was refused; else it waits, and `admitted` is set when it waits even for a place. */
  offer(item: Item, key: string | undefined): boolean {
    if (this.#whenFull === 'coalesce') return this.#coalesce(item, key ?? '');
    if (this.#waiting < this.#capacity && this.#waiters.length === 0) {
      this.#enqueue(item);
      return true;
    }
    if (this.#whenFull === 'shed-oldest') {
      this.#queue.shift();
      this.#onDrop();
      this.#enqueue(item);
      return true;
    }
    if (this.#whenFull !== 'block' || this.#waiters.length >= this.#capacity) return false;
    item.admitted = new Promise((resolve, reject) => this.#waiters.push({ item, resolve, reject }));
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
    if (this.#cancelled > this.#capacity) this.#compact();
    this.#admit();
  }

  /** The link is gone: those who wait for room are told why. */
  close(reason: unknown): void {
    for (let waiter = this.#waiters.shift(); waiter; waiter = this.#waiters.shift()) waiter.reject(reason);
  }

  get #waiting(): number {
    return this.#queue.length - this.#cancelled;
  }

  #enqueue(item: Item): void {
    item.state = 'queued';
    this.#queue.push(item);
  }

  #coalesce(item: Item, key: string): true {
    if (!this.#byKey.has(key) && this.#byKey.size >= this.#capacity) {
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
    while (this.#waiting < this.#capacity) {
      const waiter = this.#waiters.shift();
      if (!waiter) return;
      if (waiter.item.state !== 'cancelled') this.#enqueue(waiter.item);
      waiter.resolve();
    }
  }
}
