// What the service stands on: one connection that writes, and a way to read beside it.
import type { Failing } from '../health.ts';
import type { Job } from './batch.ts';
import type { WriteConnection } from './sql-connection.ts';

/** Has jobs committed, or does with them what is right while that cannot be; returns how many it gave an outcome. */
export type Route = (jobs: readonly Job[], commit: () => Promise<number>) => Promise<number>;

/** How things stand with a database that can be away. */
export type Standing = {
  /** Why it cannot be used at present, and since when; null while it can. */
  readonly failing: Failing | null;
  /** Writes in the local journal. */
  readonly journaled: number;
  /** Journaled writes that were refused in the end, for a person to decide. */
  readonly parked: number;
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
  close(): Promise<void>;
}
