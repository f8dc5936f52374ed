// The words a pool and one thread share: who owns each posted task, which one runs, and since when.

/** Most tasks one thread can have in flight; a power of two. */
export const SLOTS = 1024;
export const MAX_ID = 2 ** 31 - 1;

const CURRENT = 0;
const STARTED_LOW = 1;
const STARTED_HIGH = 2;
const NO_TASK = 0;
/** Claims start on a cache line of their own. */
const CLAIMS = 16;

export function createSharedMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer((CLAIMS + SLOTS) * Int32Array.BYTES_PER_ELEMENT);
}

/** One side's view. A posted task belongs to whoever takes it first: the thread to run it, the pool to move it. */
export class ThreadState {
  readonly #words: Int32Array<SharedArrayBuffer>;
  readonly #startedMs = new Float64Array(1);
  readonly #startedWords = new Int32Array(this.#startedMs.buffer);

  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory);
  }

  offer(id: number): void {
    Atomics.store(this.#words, CLAIMS + (id & (SLOTS - 1)), id);
  }

  /** True for exactly one of all who try. */
  take(id: number): boolean {
    return Atomics.compareExchange(this.#words, CLAIMS + (id & (SLOTS - 1)), id, NO_TASK) === id;
  }

  /** Publishes the task as the running one, then takes it; false when the pool took it back. */
  begin(id: number, nowMs: number): boolean {
    const words = this.#words;
    this.#startedMs[0] = nowMs;
    // The id is away while its time changes, so a reader never pairs one task with the time of another.
    Atomics.store(words, CURRENT, NO_TASK);
    Atomics.store(words, STARTED_LOW, this.#startedWords[0]!);
    Atomics.store(words, STARTED_HIGH, this.#startedWords[1]!);
    Atomics.store(words, CURRENT, id);
    return this.take(id);
  }

  end(): void {
    Atomics.store(this.#words, CURRENT, NO_TASK);
  }

  /** The id of the running task, or 0. */
  runningId(): number {
    return Atomics.load(this.#words, CURRENT);
  }

  /** How long the running task has run; 0 when none does or it changed while being read. */
  runningForMs(nowMs: number): number {
    const words = this.#words;
    const id = Atomics.load(words, CURRENT);
    if (id === NO_TASK) return 0;
    this.#startedWords[0] = Atomics.load(words, STARTED_LOW);
    this.#startedWords[1] = Atomics.load(words, STARTED_HIGH);
    return Atomics.load(words, CURRENT) === id ? Math.max(0, nowMs - this.#startedMs[0]!) : 0;
  }
}
