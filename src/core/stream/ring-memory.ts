// The shared memory of a stream: a header with two sequences and the readers' slots, then the records.
import { AppError } from '../errors.ts';
import type { RecordLayout } from './record-layout.ts';
import { SEQUENCE_CELL_WORDS, SequenceCell } from './sequence-cell.ts';
import { DEFAULT_MAX_READERS } from './stream-transport.ts';

const MAGIC = 0x5a46_5231;
const WORD_BYTES = 8;

// Positions in the header, in 32-bit words; each group has cache lines of its own.
const IDENTITY = 0;
const CAPACITY = 3;
const MAX_READERS = 4;
const IDENTITY_WORDS = 5;
const CLAIMED = 16;
const PUBLISHED = CLAIMED + SEQUENCE_CELL_WORDS;
const READER_SLOTS = 32;
const CACHE_LINE_BYTES = 64;

/** A reader slot is one word: its lowest bits below, above them how often it was given away. */
export const SLOT_SLEEPING = 1;
export const SLOT_ATTACHED = 2;
export const SLOT_GENERATION = 4;

export type Ring = {
  readonly capacity: number;
  readonly recordWords: number;
  /** The sequence up to which slots may be in the middle of being written. */
  readonly claimed: SequenceCell;
  /** The sequence up to which records are whole. */
  readonly published: SequenceCell;
  readonly readerSlots: Int32Array;
  readonly records: BigInt64Array;
};

/** Zeroed memory for `capacity` records, rounded up to a power of two. */
export function allocateRing<T>(
  layout: RecordLayout<T>,
  options: { readonly capacity: number; readonly maxReaders?: number },
): SharedArrayBuffer {
  const capacity = toRingCapacity(options.capacity);
  const maxReaders = options.maxReaders ?? DEFAULT_MAX_READERS;
  const memory = new SharedArrayBuffer(headerBytes(maxReaders) + capacity * layout.bytes);
  const header = new Int32Array(memory, 0, IDENTITY_WORDS);
  header.set([...identityOf(layout), capacity, maxReaders], IDENTITY);
  return memory;
}

/** The views of a ring; PROTOCOL_BROKEN when the memory was laid out for other records. */
export function openRing<T>(memory: SharedArrayBuffer, layout: RecordLayout<T>): Ring {
  const header = new Int32Array(memory, 0, IDENTITY_WORDS);
  if (identityOf(layout).some((word, index) => header[IDENTITY + index] !== word))
    throw new AppError('PROTOCOL_BROKEN', 'The memory of a stream was laid out for other records.');
  const capacity = header[CAPACITY]!;
  const maxReaders = header[MAX_READERS]!;
  const words = new Int32Array(memory, 0, READER_SLOTS);
  const recordWords = layout.bytes / WORD_BYTES;
  return {
    capacity,
    recordWords,
    claimed: new SequenceCell(words, CLAIMED),
    published: new SequenceCell(words, PUBLISHED),
    readerSlots: new Int32Array(memory, READER_SLOTS * Int32Array.BYTES_PER_ELEMENT, maxReaders),
    records: new BigInt64Array(memory, headerBytes(maxReaders), capacity * recordWords),
  };
}

/** The next power of two, so that a slot stays the same when sequences pass it again and again. */
export function toRingCapacity(records: number): number {
  if (!Number.isInteger(records) || records < 1 || records > 2 ** 30)
    throw new AppError('CONTRACT_INVALID', `A stream cannot hold ${records} records.`);
  return 2 ** Math.ceil(Math.log2(records));
}

function identityOf<T>(layout: RecordLayout<T>): number[] {
  return [MAGIC, layout.bytes, layout.fingerprint | 0];
}

function headerBytes(maxReaders: number): number {
  const bytes = (READER_SLOTS + maxReaders) * Int32Array.BYTES_PER_ELEMENT;
  return Math.ceil(bytes / CACHE_LINE_BYTES) * CACHE_LINE_BYTES;
}
