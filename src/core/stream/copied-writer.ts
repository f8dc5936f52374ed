// The writing end of a stream without shared memory: the records of a turn travel as chunks, over a port or between hosts.
import type { Clock } from '../clock.ts';
import type { RecordLayout } from './record-layout.ts';
import { createRecordMemory, type RecordMemory } from './record-memory.ts';
import { type Attachment, DEFAULT_MAX_READERS, RUN_RECORDS, type StreamWriter } from './stream-transport.ts';

/** Up to 256 consecutive records; `bytes` holds `count` records and belongs to the receiver. */
export type RecordChunk = {
  readonly firstSequence: number;
  readonly count: number;
  readonly bytes: ArrayBuffer;
};

export type CopiedWriterOptions = {
  readonly clock: Clock;
  /** Takes a chunk for one reader; the buffer is that reader's own, so it may be transferred. */
  readonly send: (readerSlot: number, chunk: RecordChunk) => void;
  readonly maxReaders?: number;
};

export function createCopiedWriter<T>(
  layout: RecordLayout<T>,
  options: CopiedWriterOptions,
): StreamWriter<T> {
  return new CopiedWriter(layout, options);
}

class CopiedWriter<T> implements StreamWriter<T> {
  readonly #layout: RecordLayout<T>;
  readonly #clock: Clock;
  readonly #send: (readerSlot: number, chunk: RecordChunk) => void;
  readonly #maxReaders: number;
  readonly #slots = new Set<number>();
  readonly #pending: RecordMemory;
  #count = 0;
  #published = 0;
  #flushDue = false;

  constructor(layout: RecordLayout<T>, options: CopiedWriterOptions) {
    this.#layout = layout;
    this.#clock = options.clock;
    this.#send = options.send;
    this.#maxReaders = options.maxReaders ?? DEFAULT_MAX_READERS;
    this.#pending = createRecordMemory(RUN_RECORDS * layout.bytes);
  }

  get published(): number {
    return this.#published;
  }

  get attached(): readonly number[] {
    return [...this.#slots];
  }

  write(record: T): void {
    this.#layout.write(this.#pending, this.#count * this.#layout.bytes, record);
    this.#count++;
    this.#published++;
    if (this.#count === RUN_RECORDS) this.#flush();
    else if (!this.#flushDue) this.#flushSoon();
  }

  attach(): Attachment {
    // What was written before belongs to those who were there.
    this.#flush();
    for (let slot = 0; slot < this.#maxReaders; slot++) {
      if (this.#slots.has(slot)) continue;
      this.#slots.add(slot);
      return { slot };
    }
    return { refused: 'no free reader slot' };
  }

  detach(slot: number): void {
    this.#slots.delete(slot);
  }

  #flushSoon(): void {
    this.#flushDue = true;
    this.#clock.endOfTurn(() => {
      this.#flushDue = false;
      this.#flush();
    });
  }

  #flush(): void {
    const count = this.#count;
    if (count === 0) return;
    this.#count = 0;
    const firstSequence = this.#published - count;
    const { buffer } = this.#pending.f64;
    for (const slot of this.#slots) {
      const bytes = buffer.slice(0, count * this.#layout.bytes) as ArrayBuffer;
      this.#send(slot, { firstSequence, count, bytes });
    }
  }
}
