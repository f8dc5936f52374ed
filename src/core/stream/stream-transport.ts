// What both transports of a stream offer: shared memory within a process, copied chunks beyond it.

export type Attachment = { readonly slot: number } | { readonly refused: 'no free reader slot' };

/** The writing end: one per stream, never waits for a reader. */
export interface StreamWriter<T> {
  /** MESSAGE_INVALID or MESSAGE_TOO_LARGE for a record that does not fit; nothing is written then. */
  write(record: T): void;
  /** Makes room for one more reader. */
  attach(): Attachment;
  /** Frees the slot of a reader that left or died; an unknown slot is ignored. */
  detach(slot: number): void;
  /** Slots in use; a replaced writer finds those of its predecessor here. */
  readonly attached: readonly number[];
  /** Records written so far, which is the sequence of the next one. */
  readonly published: number;
}

export type RecordHandler<T> = (record: T, sequence: number) => void;

/** The reading end: one per reader, told by `missed` what it was too slow for. */
export interface StreamReader<T> {
  /**
   * Hands over at most `limit` records and says how many; zero may also mean that all were overwritten meanwhile,
   * so ask `sleep` before waiting. A record whose handler throws counts as delivered.
   */
  poll(limit: number, handle: RecordHandler<T>): number;
  /** True when a doorbell will come with the next record; false when there is work already. */
  sleep(): boolean;
  /** Records overwritten or lost before this reader got to them. */
  readonly missed: number;
  /** Sequence of the next record; sequences handed over only grow. */
  readonly position: number;
}

/** Records moved or sent at once. */
export const RUN_RECORDS = 256;

/** Readers a stream has room for unless told otherwise. */
export const DEFAULT_MAX_READERS = 16;
