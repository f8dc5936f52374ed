// How a contract declares a stream.
import type { z } from 'zod';
import { type RecordLayout, recordLayout } from './record-layout.ts';
import { toRingCapacity } from './ring-memory.ts';

const DEFAULT_CAPACITY = 65_536;

export type StreamDefinition<S extends z.ZodObject = z.ZodObject> = {
  readonly record: S;
  readonly layout: RecordLayout<z.infer<S>>;
  /** Records kept for slow readers, a power of two. */
  readonly capacity: number;
};

/** The record type of a stream. */
export type RecordOf<D extends StreamDefinition> = z.infer<D['record']>;

/** A hot lane for records of fixed size. The capacity is rounded up to a power of two; CONTRACT_INVALID at once if unusable. */
export function stream<S extends z.ZodObject>(options: {
  record: S;
  capacity?: number;
}): StreamDefinition<S> {
  const { record, capacity = DEFAULT_CAPACITY } = options;
  return Object.freeze({ record, layout: recordLayout(record), capacity: toRingCapacity(capacity) });
}
