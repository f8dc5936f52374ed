// The control of the tearing tests: reads a slot as the board does, but without looking at the version again.
import { type BlockCopy, createScratch, nativeCopy } from '../board-copy.ts';
import { findKey, toKeyHash } from '../board-keys.ts';
import { LENGTH, toBoardMemory, toCopyByte, VERSION } from '../board-memory.ts';

/** Gives the numbers of the slot, possibly torn; the same array each time. The key must exist. */
export function createUncheckedReader(
  shared: SharedArrayBuffer,
  key: string,
  copyBlock: BlockCopy = nativeCopy,
): () => Float64Array {
  const memory = toBoardMemory(shared);
  const scratch = createScratch(memory);
  const numbers = scratch.doubles.subarray(1);
  const base = findKey(memory, key, toKeyHash(key))?.base ?? 0;
  return () => {
    const copy = Atomics.load(memory.words, base + VERSION) & 1;
    const doubles = 1 + Atomics.load(memory.words, base + LENGTH + copy) / 8;
    copyBlock.load(memory, toCopyByte(memory, base, copy), scratch, doubles);
    return numbers;
  };
}
