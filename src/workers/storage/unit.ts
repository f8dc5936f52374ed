// A write is a named unit: it reads, decides, refuses, changes rows and owes messages in one transaction, with others around it.
import type { Insertable, Kysely } from 'kysely';
import type { z } from 'zod';
import type { Tables } from './tables.ts';

/** Queries of Kysely without its transactions and schema changes: those are the engine's. */
export type Queries = Pick<
  Kysely<Tables>,
  'selectFrom' | 'insertInto' | 'updateTable' | 'deleteFrom' | 'with' | 'fn' | 'dynamic'
>;

export type OwedMessage = {
  readonly topic: string;
  /** The same key is owed once, however often it is sent. */
  readonly key: string;
  readonly payload: unknown;
  /** What caused it, where that is not the write that owes it. */
  readonly correlationId?: string;
};

/** All that a unit may await. */
export interface Tx {
  readonly db: Queries;
  /** When the write was accepted, in ms since the epoch; a unit asks no other clock. */
  readonly nowMs: number;
  readonly correlationId: string;
  /** Many rows at once, much faster than one by one. With `ignore` a row whose key is there already is left out. */
  insert<T extends keyof Tables & string>(
    table: T,
    rows: readonly Insertable<Tables[T]>[],
    onConflict?: 'ignore',
  ): Promise<void>;
  /** Owes messages: they are relayed in this order after this transaction has been committed, and only then. */
  send(...messages: readonly OwedMessage[]): Promise<void>;
}

/** One of many writes that are done at once; `tx` knows the first one only. */
export type Write<I> = { readonly input: I; readonly correlationId: string };

/** A unit that answers nothing need not return anything. */
type OrNothing<T> = [T] extends [undefined] ? Awaited<void> : T;

export type UnitDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly input: I;
  /** Left out when the unit answers nothing. */
  readonly output?: O | undefined;
  /** Doing it twice is the same as once, so callers may repeat it. */
  readonly idempotent: boolean;
  /** False for what a power cut may take: its last moments are not worth waiting for the disk. */
  readonly lasts: boolean;
  /**
   * What becomes of it while PostgreSQL cannot be reached: refused, or kept in the local journal and done later. What is
   * journaled answers nothing and must not refuse, because it is confirmed before it is done.
   */
  readonly whenAway: 'refuse' | 'journal';
  run(tx: Tx, input: z.output<I>): Promise<OrNothing<z.input<O>>>;
  /** The same for many at once; after a failure each is tried by itself. */
  runAll?(tx: Tx, writes: readonly Write<z.output<I>>[]): Promise<void>;
};

export function defineUnit<I extends z.ZodType, O extends z.ZodType = z.ZodUndefined>(
  unit: UnitDefinition<I, O>,
): UnitDefinition<I, O> {
  return unit;
}

/** A question to committed rows, asked beside the writes. */
export type ReadDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly input: I;
  readonly output: O;
  /** A few rows by their key: answered between two writes, which takes less time than the way to a thread that reads. */
  readonly isQuick: boolean;
  run(db: Queries, input: z.output<I>): Promise<z.input<O>>;
};

export function defineRead<I extends z.ZodType, O extends z.ZodType>(
  read: ReadDefinition<I, O>,
): ReadDefinition<I, O> {
  return read;
}
