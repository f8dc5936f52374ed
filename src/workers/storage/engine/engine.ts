// What the service stands on: one connection that writes, and a way to read beside it.
import type { Failing } from '../health/write-health.ts';
import type { Job } from './batch.ts';
import type { WriteConnection } from './sql-connection.ts';

/** Of a batch: all committed, or, with the database away, some of it in the journal, or nothing of it written so far. */
export type BatchEnd = 'committed' | 'journaled' | 'refused';

/** `taken` counts the jobs, from the front, that have an outcome now. */
export type Routed = { readonly taken: number; readonly end: BatchEnd };

/** Has jobs committed, or does with them what is right while that cannot be. */
export type Route = (jobs: readonly Job[], commit: () => Promise<number>) => Promise<Routed>;

/** How things stand with a database that can be away. */
export type Standing = {
  /** Why it cannot be used at present, and since when; null while it can. */
  readonly failing: Failing | null;
  /** Whether writes go to the local journal at present, those that may. */
  readonly isJournaling: boolean;
  /** Writes in the local journal. */
  readonly journaled: number;
  /** Why the journal does not take all of them, and since when. */
  readonly journalFailing: Failing | null;
  /** Journaled writes that were refused in the end, for a person to decide. */
  readonly refused: number;
};

export interface Engine {
  readonly connection: WriteConnection;
  /** How long a transaction takes further writes, where the usual time does not fit. */
  readonly batchMs?: number;
  /** Left out where every batch simply goes to the database. */
  readonly route?: Route;
  readonly standing: Standing;
  /** Open at present. */
  readonly connections: number;
  /** Runs a read of the registry on committed rows; its input has been checked. */
  read(name: string, input: unknown): Promise<unknown>;
  /** So many of the refused were forgotten. */
  forgot?(count: number): void;
  close(): Promise<void>;
}
