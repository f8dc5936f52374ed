// How a time and value are moved between shared memory and a thread's own scratch memory.
import type { BoardMemory } from './board-memory.ts';

/** A thread's own copy of one time and value: the time in `doubles[0]`, the value from byte 8 on. */
export type Scratch = {
  readonly doubles: Float64Array;
  readonly words: Int32Array;
  readonly value: Buffer;
};

export type BlockCopy = {
  /** One word, read no later than what follows and no earlier than what went before. */
  word(words: Int32Array, index: number): number;
  load(memory: BoardMemory, fromByte: number, scratch: Scratch, doubles: number): void;
  store(memory: BoardMemory, toByte: number, scratch: Scratch, doubles: number): void;
};

export function createScratch(memory: BoardMemory): Scratch {
  const own = new ArrayBuffer(memory.copyBytes);
  return { doubles: new Float64Array(own), words: new Int32Array(own), value: Buffer.from(own, 8) };
}

/** For x64, whose loads keep their order, as do its stores; an atomic load is a costly call in V8. */
export const plainCopy: BlockCopy = {
  word: (words, index) => words[index]!,
  load({ doubles: shared }, fromByte, { doubles: own }, doubles) {
    const from = fromByte >>> 3;
    for (let i = 0; i < doubles; i += 1) own[i] = shared[from + i]!;
  },
  store({ doubles: shared }, toByte, { doubles: own }, doubles) {
    const to = toByte >>> 3;
    for (let i = 0; i < doubles; i += 1) shared[to + i] = own[i]!;
  },
};

/** For arm64, which may move plain loads and stores past the version: every word keeps its place. */
export const atomicCopy: BlockCopy = {
  word: (words, index) => Atomics.load(words, index),
  load({ words: shared }, fromByte, { words: own }, doubles) {
    const from = fromByte >>> 2;
    for (let i = 0; i < doubles * 2; i += 1) own[i] = Atomics.load(shared, from + i);
  },
  store({ words: shared }, toByte, { words: own }, doubles) {
    const to = toByte >>> 2;
    for (let i = 0; i < doubles * 2; i += 1) Atomics.store(shared, to + i, own[i]!);
  },
};

export const nativeCopy: BlockCopy = process.arch === 'x64' ? plainCopy : atomicCopy;
