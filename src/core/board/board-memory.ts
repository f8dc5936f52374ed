// The board's memory: a header, then slots of equal size on cache lines of their own.
// Slot: owner, version, key word, hash, two value lengths | two copies of (time, value) | key.
import { AppError } from '../errors.ts';

const MAGIC = 0x5a424f44;
const MAGIC_WORD = 0;
const COUNT_WORD = 1;
const VALUE_BYTES_WORD = 2;
const HEADER_BYTES = 64;
const LINE_BYTES = 64;
const SLOT_HEAD_BYTES = 32;
const TIME_BYTES = 8;

/** Longest key in UTF-16 units. */
export const MAX_KEY_LENGTH = 64;

// Words of a slot, counted from its base.
/** Id of the slot's writer; 0 while the slot was never used. Set once, by compare-and-swap. */
export const OWNER = 0;
/** Grows with every published value; its lowest bit is the copy that holds the value. */
export const VERSION = 1;
/** Key length in the lowest byte (0 while no key is bound), above it how often a key was bound. */
export const KEY_WORD = 2;
export const HASH = 3;
/** Bytes of the value in copy 0; copy 1 follows. 0 means no value. */
export const LENGTH = 4;

export type BoardMemory = {
  readonly words: Int32Array;
  readonly doubles: Float64Array;
  readonly units: Uint16Array;
  readonly slotCount: number;
  readonly valueBytes: number;
  readonly copyBytes: number;
  readonly slotBytes: number;
};

/** `bytes` in all, default 1 MiB; `slotBytes` is the largest encoded value. Throws BOARD_FULL when no slot fits. */
export function allocateBoard(options: { slotBytes: number; bytes?: number }): SharedArrayBuffer {
  const bytes = options.bytes ?? 1024 * 1024;
  const { valueBytes, slotBytes } = toSlotSize(options.slotBytes);
  const slotCount = Math.floor((bytes - HEADER_BYTES) / slotBytes);
  if (slotCount < 1) throw new AppError('BOARD_FULL', undefined, { details: { bytes, slotBytes } });
  const shared = new SharedArrayBuffer(Math.ceil(bytes / 8) * 8);
  const words = new Int32Array(shared);
  words[COUNT_WORD] = slotCount;
  words[VALUE_BYTES_WORD] = valueBytes;
  words[MAGIC_WORD] = MAGIC;
  return shared;
}

/** Throws BUG when the memory was not made by `allocateBoard`. */
export function toBoardMemory(shared: SharedArrayBuffer): BoardMemory {
  const words = new Int32Array(shared);
  if (words[MAGIC_WORD] !== MAGIC) throw new AppError('BUG', 'This memory is not a board.');
  return {
    words,
    doubles: new Float64Array(shared),
    units: new Uint16Array(shared),
    slotCount: words[COUNT_WORD] ?? 0,
    ...toSlotSize(words[VALUE_BYTES_WORD] ?? 0),
  };
}

/** The slot's first word; never 0, where the header is. */
export function toBase(memory: BoardMemory, slot: number): number {
  return (HEADER_BYTES + slot * memory.slotBytes) / 4;
}

/** The byte at which copy 0 or 1 of a slot begins. */
export function toCopyByte(memory: BoardMemory, base: number, copy: number): number {
  return base * 4 + SLOT_HEAD_BYTES + copy * memory.copyBytes;
}

/** The index of the key's first UTF-16 unit. */
export function toKeyUnit(memory: BoardMemory, base: number): number {
  return toCopyByte(memory, base, 2) / 2;
}

function toSlotSize(largestValueBytes: number): { valueBytes: number; copyBytes: number; slotBytes: number } {
  const valueBytes = Math.ceil(Math.max(1, largestValueBytes) / 8) * 8;
  const copyBytes = TIME_BYTES + valueBytes;
  const used = SLOT_HEAD_BYTES + 2 * copyBytes + MAX_KEY_LENGTH * 2;
  return { valueBytes, copyBytes, slotBytes: Math.ceil(used / LINE_BYTES) * LINE_BYTES };
}
