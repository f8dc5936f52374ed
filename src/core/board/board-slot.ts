// One key of a board, held for reading and writing without hashing: a left-right versioned slot.
// The writer fills the copy nobody reads, then publishes it by raising the version; a reader takes a copy
// and keeps it only if the version stood still. No one waits, and a dead writer leaves the last value.
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { BoardCodec } from './board-codec.ts';
import { type BlockCopy, createScratch, type Scratch } from './board-copy.ts';
import { type Binding, bindKey, findKey, toKeyHash, unbindKey } from './board-keys.ts';
import { type BoardMemory, KEY_WORD, LENGTH, toCopyByte, VERSION } from './board-memory.ts';

/** `unavailable`: the value changed during every attempt to copy it; the next read will likely succeed. */
export type ReadOutcome = 'value' | 'absent' | 'unavailable';

export type SlotContext<T> = {
  readonly memory: BoardMemory;
  readonly writerId: number;
  readonly codec: BoardCodec<T>;
  readonly clock: Clock;
  readonly copy: BlockCopy;
};

/** No slot is bound under this key word, since keys have at most 64 units. */
const NOT_FOUND: Binding = { base: 0, keyWord: -1 };
const MAX_ATTEMPTS = 64;

export class BoardSlot<T> {
  readonly #memory: BoardMemory;
  readonly #words: Int32Array;
  readonly #context: SlotContext<T>;
  readonly #copy: BlockCopy;
  readonly #scratch: Scratch;
  readonly #key: string;
  readonly #hash: number;
  #base = NOT_FOUND.base;
  #keyWord = NOT_FOUND.keyWord;
  #isMine = false;

  /** What the last `load` copied, in the order of a numbers codec's fields; the next `set` overwrites it. */
  readonly numbers: Float64Array;

  constructor(context: SlotContext<T>, key: string, scratch: Scratch = createScratch(context.memory)) {
    this.#memory = context.memory;
    this.#words = context.memory.words;
    this.#context = context;
    this.#copy = context.copy;
    this.#scratch = scratch;
    this.#key = key;
    this.#hash = toKeyHash(key);
    this.numbers = this.#scratch.doubles.subarray(1);
  }

  /** The time given to the last `set`, in epoch milliseconds, as of the last `load`. */
  get updatedMs(): number {
    return this.#scratch.doubles[0]!;
  }

  /** Throws BOARD_KEY_OWNED, BOARD_FULL, BOARD_VALUE_TOO_LARGE; the last value stays. */
  set(value: T, updatedMs = this.#context.clock.now()): void {
    const bytes = this.#context.codec.encode(value, this.#scratch);
    this.#scratch.doubles[0] = updatedMs;
    if (!this.#isMine || this.#words[this.#base + KEY_WORD] !== this.#keyWord) this.#bind();
    this.#publish(bytes);
  }

  /** A fresh copy of the value; undefined when there is none or it was unavailable. */
  get(): T | undefined {
    const bytes = this.#load();
    return bytes > 0 ? this.#context.codec.decode(this.#scratch, bytes) : undefined;
  }

  /** Copies the value to `numbers` without making an object. */
  load(): ReadOutcome {
    const bytes = this.#load();
    if (bytes > 0) return 'value';
    return bytes === 0 ? 'absent' : 'unavailable';
  }

  /** Removes key and value; true if there was one. Throws BOARD_KEY_OWNED. */
  delete(): boolean {
    if (findKey(this.#memory, this.#key, this.#hash) === undefined) return false;
    this.#bind();
    this.#publish(0);
    unbindKey(this.#memory, this.#base);
    return true;
  }

  #bind(): void {
    const { memory, writerId } = this.#context;
    if (writerId === 0) throw new AppError('BUG', 'This board was opened for reading.');
    this.#hold(bindKey(memory, writerId, this.#key, this.#hash));
    this.#isMine = true;
  }

  #hold({ base, keyWord }: Binding): void {
    this.#base = base;
    this.#keyWord = keyWord;
  }

  #publish(bytes: number): void {
    const version = (this.#words[this.#base + VERSION]! + 1) | 0;
    const copy = version & 1;
    Atomics.store(this.#words, this.#base + LENGTH + copy, bytes);
    this.#copy.store(
      this.#memory,
      toCopyByte(this.#memory, this.#base, copy),
      this.#scratch,
      toDoubles(bytes),
    );
    Atomics.store(this.#words, this.#base + VERSION, version);
  }

  /** Bytes copied to the scratch memory; 0 when there is no value, -1 when it was unavailable. */
  #load(): number {
    const words = this.#words;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const base = this.#base;
      // The version first: if the key word still stands after it, the version belongs to this key.
      const version = Atomics.load(words, base + VERSION);
      if (this.#copy.word(words, base + KEY_WORD) !== this.#keyWord) {
        const found = findKey(this.#memory, this.#key, this.#hash);
        this.#isMine = false;
        this.#hold(found ?? NOT_FOUND);
        if (found === undefined) return 0;
        continue;
      }
      const copy = version & 1;
      const bytes = this.#copy.word(words, base + LENGTH + copy);
      this.#copy.load(this.#memory, toCopyByte(this.#memory, base, copy), this.#scratch, toDoubles(bytes));
      if (Atomics.load(words, base + VERSION) === version) return bytes;
    }
    return -1;
  }
}

/** Time and value as whole doubles. */
function toDoubles(bytes: number): number {
  return 1 + ((bytes + 7) >>> 3);
}
