// Metrics in shared memory: a header, then entries that are only ever appended.
// An entry is key length, kind, key and its cells; it exists once the header's end moves past it.
import { AppError } from '../errors.ts';
import { BUCKET_COUNT } from './log-linear.ts';
import type { MetricKind } from './metric-table.ts';

const MAGIC = 0x5a4d4554;
const MAGIC_WORD = 0;
const END_WORD = 1;
/** Where the first entry begins. */
export const HEADER_BYTES = 64;
const ENTRY_HEAD_BYTES = 8;
/** The header's own cell: updates that found no cell. */
const LOST_CELL = 1;

const KINDS: readonly MetricKind[] = ['counter', 'gauge', 'histogram'];
/** A histogram is its sum, then its buckets. */
const CELLS: Record<MetricKind, number> = { counter: 1, gauge: 1, histogram: 1 + BUCKET_COUNT };

export type MetricRegion = {
  readonly words: Int32Array;
  readonly cells: Float64Array;
  readonly bytes: Buffer;
};

export type RegionEntry = {
  readonly key: string;
  readonly kind: MetricKind;
  readonly cell: number;
  readonly endByte: number;
};

/** Memory for the metrics of one writing thread; 64 KiB hold some 24 histograms or 800 counters. */
export function allocateMetricRegion(bytes = 64 * 1024): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(Math.max(HEADER_BYTES, toMultipleOf8(bytes)));
  const words = new Int32Array(shared);
  words[END_WORD] = HEADER_BYTES;
  words[MAGIC_WORD] = MAGIC;
  return shared;
}

/** Throws BUG when the memory was not made by `allocateMetricRegion`. */
export function toMetricRegion(shared: SharedArrayBuffer): MetricRegion {
  const words = new Int32Array(shared);
  if (words[MAGIC_WORD] !== MAGIC) throw new AppError('BUG', 'This memory is not a metric region.');
  return { words, cells: new Float64Array(shared), bytes: Buffer.from(shared) };
}

/** The entries published so far, from a position an earlier entry gave as its `endByte`. */
export function* entriesOf(region: MetricRegion, fromByte = HEADER_BYTES): Generator<RegionEntry> {
  const end = Atomics.load(region.words, END_WORD);
  let at = fromByte;
  while (at < end) {
    const entry = readEntry(region, at);
    yield entry;
    at = entry.endByte;
  }
}

/** Bytes that an entry takes, with its cells. */
export function toEntryBytes(key: string, kind: MetricKind): number {
  return ENTRY_HEAD_BYTES + toMultipleOf8(Buffer.byteLength(key)) + CELLS[kind] * 8;
}

/** Adds an entry with zeroed cells after `atByte`, the end of the last one; undefined when it does not fit. */
export function appendEntry(
  region: MetricRegion,
  atByte: number,
  key: string,
  kind: MetricKind,
): RegionEntry | undefined {
  const keyBytes = Buffer.byteLength(key);
  const cellByte = atByte + ENTRY_HEAD_BYTES + toMultipleOf8(keyBytes);
  const endByte = atByte + toEntryBytes(key, kind);
  if (endByte > region.bytes.length) return undefined;
  region.words[atByte / 4] = keyBytes;
  region.words[atByte / 4 + 1] = KINDS.indexOf(kind);
  region.bytes.write(key, atByte + ENTRY_HEAD_BYTES);
  // A writer that died here may have left anything behind.
  region.cells.fill(0, cellByte / 8, endByte / 8);
  Atomics.store(region.words, END_WORD, endByte);
  return { key, kind, cell: cellByte / 8, endByte };
}

export function countLost(region: MetricRegion): void {
  region.cells[LOST_CELL]! += 1;
}

export function lostUpdates(region: MetricRegion): number {
  return region.cells[LOST_CELL] ?? 0;
}

function readEntry({ words, bytes }: MetricRegion, at: number): RegionEntry {
  const keyBytes = words[at / 4] ?? 0;
  const kind = KINDS[words[at / 4 + 1] ?? 0] ?? 'gauge';
  const keyByte = at + ENTRY_HEAD_BYTES;
  const cellByte = keyByte + toMultipleOf8(keyBytes);
  return {
    key: bytes.toString('utf8', keyByte, keyByte + keyBytes),
    kind,
    cell: cellByte / 8,
    endByte: cellByte + CELLS[kind] * 8,
  };
}

function toMultipleOf8(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
