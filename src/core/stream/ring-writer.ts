// The writing end of a shared-memory stream. It may die at any instruction: its successor continues where it published.
import type { Clock } from '../clock.ts';
import type { RecordLayout } from './record-layout.ts';
import { createRecordMemory, type RecordMemory } from './record-memory.ts';
import { openRing, type Ring, SLOT_ATTACHED, SLOT_GENERATION, SLOT_SLEEPING } from './ring-memory.ts';
import type { Attachment, StreamWriter } from './stream-transport.ts';
import { type WordCopy, wordCopy } from './word-copy.ts';

export type RingWriterOptions = {
  readonly clock: Clock;
  /** Wakes a sleeping reader; called at most once per reader and turn. */
  readonly ring: (readerSlot: number) => void;
  /** For tests on another processor than the copy is made for. */
  readonly copy?: WordCopy;
};

/** At most one live writer per memory; whoever replaces one makes sure that its thread has ended. */
export function createRingWriter<T>(
  memory: SharedArrayBuffer,
  layout: RecordLayout<T>,
  options: RingWriterOptions,
): StreamWriter<T> {
  return new RingWriter(openRing(memory, layout), layout, options);
}

class RingWriter<T> implements StreamWriter<T> {
  readonly #ring: Ring;
  readonly #layout: RecordLayout<T>;
  readonly #clock: Clock;
  readonly #wake: (readerSlot: number) => void;
  readonly #copy: WordCopy;
  readonly #staging: RecordMemory;
  #published: number;
  #slotWord: number;
  #bellsDue = false;

  constructor(ring: Ring, layout: RecordLayout<T>, options: RingWriterOptions) {
    this.#ring = ring;
    this.#layout = layout;
    this.#clock = options.clock;
    this.#wake = options.ring;
    this.#copy = options.copy ?? wordCopy;
    this.#staging = createRecordMemory(layout.bytes);
    this.#published = ring.published.load();
    this.#slotWord = (this.#published % ring.capacity) * ring.recordWords;
    // The predecessor may have died between publishing and ringing.
    this.#ringSoon();
  }

  get published(): number {
    return this.#published;
  }

  get attached(): readonly number[] {
    const slots = [...this.#ring.readerSlots.keys()];
    return slots.filter((slot) => Atomics.load(this.#ring.readerSlots, slot) & SLOT_ATTACHED);
  }

  write(record: T): void {
    this.#layout.write(this.#staging, 0, record);
    const { claimed, published, records } = this.#ring;
    const next = this.#published + 1;
    claimed.store(next);
    this.#copy.put(this.#staging.i64, records, this.#slotWord);
    published.store(next);
    this.#published = next;
    this.#slotWord += this.#ring.recordWords;
    if (this.#slotWord === records.length) this.#slotWord = 0;
    if (!this.#bellsDue) this.#ringSoon();
  }

  attach(): Attachment {
    const { readerSlots } = this.#ring;
    for (let slot = 0; slot < readerSlots.length; slot++) {
      const word = Atomics.load(readerSlots, slot);
      if (word & SLOT_ATTACHED) continue;
      Atomics.store(readerSlots, slot, ((word & ~SLOT_SLEEPING) + SLOT_GENERATION) | SLOT_ATTACHED);
      return { slot };
    }
    return { refused: 'no free reader slot' };
  }

  detach(slot: number): void {
    if (slot in this.#ring.readerSlots)
      Atomics.and(this.#ring.readerSlots, slot, ~(SLOT_ATTACHED | SLOT_SLEEPING));
  }

  #ringSoon(): void {
    this.#bellsDue = true;
    this.#clock.endOfTurn(() => {
      this.#bellsDue = false;
      this.#ringSleepers();
    });
  }

  #ringSleepers(): void {
    const { readerSlots } = this.#ring;
    for (let slot = 0; slot < readerSlots.length; slot++) {
      const word = Atomics.load(readerSlots, slot);
      if (!(word & SLOT_SLEEPING)) continue;
      if (Atomics.compareExchange(readerSlots, slot, word, word & ~SLOT_SLEEPING) === word) this.#wake(slot);
    }
  }
}
