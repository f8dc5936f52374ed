import { StoredRows } from './stored-rows.ts';
import { WriteRecord } from './write-record.ts';

/** What is known of a storage worker from outside: what was asked, what was told, and its rows. */
export type StorageModel = {
  readonly record: WriteRecord;
  /** Of cursors, as the callers were told. */
  readonly positions: Map<string, number>;
  /** Of cursors, as they were seen in the database. */
  readonly seen: Map<string, number>;
  /** Messages that were parked at some time: they may be confirmed without their effect, and lose their place. */
  readonly parked: Set<string>;
  /** Acknowledged messages may wait in a journal. */
  readonly isJournaled: boolean;
  /** So far, as the cursors that were seen take account of them. */
  powerCuts: number;
  rows: StoredRows;
  broken: string | undefined;
};

export function createStorageModel(isJournaled: boolean): StorageModel {
  return {
    record: new WriteRecord(),
    positions: new Map(),
    seen: new Map(),
    parked: new Set(),
    isJournaled,
    powerCuts: 0,
    rows: new StoredRows(() => undefined),
    broken: undefined,
  };
}
