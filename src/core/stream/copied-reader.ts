// The receiving end of a copied stream: a bounded queue of chunks that counts what it could not keep or never got.
import { AppError } from '../errors.ts';
import type { RecordChunk } from './copied-writer.ts';
import type { RecordLayout } from './record-layout.ts';
import { type RecordMemory, toRecordMemory } from './record-memory.ts';
import type { RecordHandler, StreamReader } from './stream-transport.ts';

export type CopiedReaderOptions = {
  /** Records that may wait; beyond it the oldest are dropped and counted as missed. */
  readonly capacity: number;
  /** The writer's `published` when this reader was attached; without it the first chunk decides. */
  readonly firstSequence?: number;
};

export interface CopiedReader<T> extends StreamReader<T> {
  /** Takes the next chunk; what came before is ignored. PROTOCOL_BROKEN when its size does not fit the layout. */
  accept(chunk: RecordChunk): void;
  /** Says that a replaced writer counts from here; records that already wait are still delivered. */
  follow(firstSequence: number): void;
}

export function createCopiedReader<T>(
  layout: RecordLayout<T>,
  options: CopiedReaderOptions,
): CopiedReader<T> {
  return new QueueReader(layout, options);
}

/** A chunk on its way to the handler; `next` counts the records already handed over or dropped. */
type Waiting = {
  readonly firstSequence: number;
  readonly count: number;
  readonly memory: RecordMemory;
  next: number;
};

class QueueReader<T> implements CopiedReader<T> {
  readonly #layout: RecordLayout<T>;
  readonly #capacity: number;
  #chunks: Waiting[] = [];
  #head = 0;
  #waiting = 0;
  #expected: number | undefined;
  #position: number;
  /** From the writer's sequences to ours, which go on when the writer is replaced. */
  #shift = 0;
  #missed = 0;

  constructor(layout: RecordLayout<T>, { capacity, firstSequence }: CopiedReaderOptions) {
    this.#layout = layout;
    this.#capacity = capacity;
    this.#expected = firstSequence;
    this.#position = firstSequence ?? 0;
  }

  get missed(): number {
    return this.#missed;
  }

  get position(): number {
    return this.#position;
  }

  accept(chunk: RecordChunk): void {
    this.#check(chunk);
    const { count, bytes } = chunk;
    const firstSequence = chunk.firstSequence + this.#shift;
    const expected = this.#expected ?? firstSequence;
    if (firstSequence + count <= expected) return;
    this.#missed += Math.max(0, firstSequence - expected);
    const next = Math.max(0, expected - firstSequence);
    this.#chunks.push({ firstSequence, count, memory: toRecordMemory(bytes), next });
    this.#waiting += count - next;
    this.#expected = firstSequence + count;
    this.#dropOldest();
    this.#position = this.#oldest();
  }

  follow(firstSequence: number): void {
    if (this.#expected === undefined) this.#expected = firstSequence;
    else this.#shift = this.#expected - firstSequence;
  }

  poll(limit: number, handle: RecordHandler<T>): number {
    let delivered = 0;
    for (; delivered < limit && this.#waiting > 0; delivered++) {
      const { firstSequence, memory, next } = this.#chunks[this.#head]!;
      this.#take(1);
      this.#position = this.#oldest();
      handle(this.#layout.read(memory, next * this.#layout.bytes), firstSequence + next);
    }
    return delivered;
  }

  /** A chunk that arrives is its own doorbell. */
  sleep(): boolean {
    return this.#waiting === 0;
  }

  #oldest(): number {
    const chunk = this.#chunks[this.#head];
    return chunk ? chunk.firstSequence + chunk.next : this.#expected!;
  }

  #dropOldest(): void {
    while (this.#waiting > this.#capacity) this.#missed += this.#take(this.#waiting - this.#capacity);
  }

  /** Takes up to `records` from the oldest chunk and says how many. */
  #take(records: number): number {
    const chunk = this.#chunks[this.#head]!;
    const taken = Math.min(records, chunk.count - chunk.next);
    chunk.next += taken;
    this.#waiting -= taken;
    if (chunk.next === chunk.count) this.#leave();
    return taken;
  }

  /** Leaves the oldest chunk behind; the array moves only when half of it is empty, so that a long queue stays cheap. */
  #leave(): void {
    this.#head++;
    if (this.#head * 2 < this.#chunks.length) return;
    this.#chunks = this.#chunks.slice(this.#head);
    this.#head = 0;
  }

  #check({ firstSequence, count, bytes }: RecordChunk): void {
    const isSound =
      Number.isSafeInteger(firstSequence) && firstSequence >= 0 && Number.isSafeInteger(count) && count > 0;
    if (!isSound || bytes.byteLength !== count * this.#layout.bytes)
      throw new AppError(
        'PROTOCOL_BROKEN',
        'A chunk of a stream does not hold whole records of its layout.',
        {
          details: { firstSequence, count, bytes: bytes.byteLength, recordBytes: this.#layout.bytes },
        },
      );
  }
}
