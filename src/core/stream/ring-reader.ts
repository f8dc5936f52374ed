// The reading end of a shared-memory stream. It writes nothing but its own sleeping flag, so its death harms nobody.
import { AppError } from '../errors.ts';
import type { RecordLayout } from './record-layout.ts';
import { createRecordMemory, type RecordMemory } from './record-memory.ts';
import { openRing, type Ring, SLOT_ATTACHED, SLOT_SLEEPING } from './ring-memory.ts';
import { type RecordHandler, RUN_RECORDS, type StreamReader } from './stream-transport.ts';
import { type WordCopy, wordCopy } from './word-copy.ts';

export type RingReaderOptions = {
  /** What the writer's `attach` gave. */
  readonly slot: number;
  /** A number continues an earlier reader at its position. */
  readonly from: 'now' | 'oldest' | number;
  /** For tests on another processor than the copy is made for. */
  readonly copy?: WordCopy;
};

export function createRingReader<T>(
  memory: SharedArrayBuffer,
  layout: RecordLayout<T>,
  options: RingReaderOptions,
): StreamReader<T> {
  return new RingReader(openRing(memory, layout), layout, options);
}

class RingReader<T> implements StreamReader<T> {
  readonly #ring: Ring;
  readonly #layout: RecordLayout<T>;
  readonly #copy: WordCopy;
  readonly #slot: number;
  /** The slot's word while this reader has it and is awake. */
  readonly #awake: number;
  readonly #run: RecordMemory;
  #runFirst = 0;
  #position: number;
  #missed = 0;

  constructor(ring: Ring, layout: RecordLayout<T>, options: RingReaderOptions) {
    const { slot, from, copy } = options;
    if (!(slot in ring.readerSlots)) throw new AppError('BUG', `A stream has no reader slot ${slot}.`);
    this.#ring = ring;
    this.#layout = layout;
    this.#copy = copy ?? wordCopy;
    this.#slot = slot;
    this.#awake = Atomics.load(ring.readerSlots, slot) & ~SLOT_SLEEPING;
    this.#run = createRecordMemory(Math.min(RUN_RECORDS, ring.capacity) * layout.bytes);
    this.#position = this.#startAt(from);
  }

  get missed(): number {
    return this.#missed;
  }

  get position(): number {
    return this.#position;
  }

  poll(limit: number, handle: RecordHandler<T>): number {
    const { bytes } = this.#layout;
    let delivered = 0;
    while (delivered < limit) {
      const end = this.#copyRun(limit - delivered);
      const first = this.#runFirst;
      if (this.#position >= end) break;
      // A handler may poll too: then the copied run is no longer ours.
      for (let sequence = this.#position; sequence < end && this.#position === sequence; sequence++) {
        this.#position = sequence + 1;
        delivered++;
        handle(this.#layout.read(this.#run, (sequence - first) * bytes), sequence);
      }
    }
    return delivered;
  }

  sleep(): boolean {
    const { readerSlots, published } = this.#ring;
    const asleep = this.#awake | SLOT_SLEEPING;
    // Compared, because a slot that was taken away may belong to another reader by now.
    if (this.#awake & SLOT_ATTACHED) Atomics.compareExchange(readerSlots, this.#slot, this.#awake, asleep);
    if (published.load() <= this.#position) return true;
    Atomics.compareExchange(readerSlots, this.#slot, asleep, this.#awake);
    return false;
  }

  #startAt(from: RingReaderOptions['from']): number {
    const published = this.#ring.published.load();
    if (from === 'now') return published;
    // A position beyond the end is of another ring: everything in this one is new.
    if (from !== 'oldest' && from <= published) return from;
    return Math.max(0, this.#oldestWhole());
  }

  /** Sequences below this may be overwritten at this moment. */
  #oldestWhole(): number {
    return this.#ring.claimed.load() - this.#ring.capacity;
  }

  #skipTo(oldest: number): void {
    if (this.#position >= oldest) return;
    this.#missed += oldest - this.#position;
    this.#position = oldest;
  }

  /** Copies the next run and gives its end; what got overwritten meanwhile lies before the new position. */
  #copyRun(limit: number): number {
    const { capacity, recordWords, published, records } = this.#ring;
    const available = published.load();
    this.#skipTo(available - capacity);
    const first = this.#position;
    const index = first % capacity;
    const count = Math.min(available - first, limit, RUN_RECORDS, capacity - index);
    this.#runFirst = first;
    if (count <= 0) return first;
    this.#copy.take(records, index * recordWords, this.#run.i64, count * recordWords);
    this.#skipTo(this.#oldestWhole());
    return first + count;
  }
}
