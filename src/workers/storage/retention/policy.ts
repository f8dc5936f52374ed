import type { Tx } from '../unit.ts';

/** How long one kind of row is kept, and how those that are older go. Money entries have none: they are kept for ever. */
export type RetentionPolicy = {
  /** Also the name of its setting, `storage.retention.<name>Days`. */
  readonly name: string;
  readonly table: string;
  /** Removes at most `max` rows from before the moment, oldest first; returns how many. Must not read the whole table. */
  remove(tx: Tx, beforeMs: number, max: number): Promise<number>;
};
