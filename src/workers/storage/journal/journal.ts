// What was accepted while PostgreSQL could not be reached, in a SQLite file beside it, in order, until it has been done there.
import type { Database, Disk } from '../../../core/disk/disk.ts';
import { faultPoint } from '../../../core/fault-point.ts';
import type { Job } from '../engine/batch.ts';
import { onJournal } from './journal-error.ts';

export type JournalEntry = {
  /** Grows from entry to entry and is never used twice. */
  readonly number: number;
  readonly unit: string;
  /** As JSON. */
  readonly input: string;
  readonly correlationId: string;
  readonly acceptedMs: number;
};

const SCHEMA = `
  create table if not exists journal (id text primary key);
  create table if not exists database (is_known integer primary key);
  create table if not exists entries (
    number integer primary key autoincrement, unit text not null, input text not null, correlation_id text not null,
    accepted_at integer not null, batch integer
  );
`;

/** Pages that entries left, from which on they are given back to the system: a megabyte. */
const MIN_FREE_PAGES = 256;

/** Its errors are the journal's, as those of all that it does. */
export function openJournal(disk: Disk, path: string, newId: string): Journal {
  const database = onJournal(() => disk.open(path));
  try {
    return new Journal(database, newId);
  } catch (error) {
    database.close();
    throw error;
  }
}

export class Journal {
  readonly #database: Database;
  /** Names this journal in the database that it is drained into. */
  readonly id: string;
  /** Undefined when it must be looked up: after a write of which nobody knows whether it is there. */
  #count: number | undefined;

  /** `newId` names a journal that is not there yet. */
  constructor(database: Database, newId: string) {
    this.#database = database;
    this.id = this.#write(() => {
      database.exec(SCHEMA);
      database.prepare('insert into journal select ? where not exists (select 1 from journal)').run([newId]);
      return String(database.prepare('select id from journal').all([])[0]?.['id']);
    });
  }

  /** Whether it belongs to a database already: its entries are that one's and nobody else's. */
  get hasDatabase(): boolean {
    return this.#number('select count(*) as value from database') === 1;
  }

  belongs(): void {
    if (!this.hasDatabase) this.#write(() => this.#database.exec('insert into database values (1)'));
  }

  /** Entries that are not done yet. */
  get count(): number {
    this.#count ??= this.#number('select count(*) as value from entries');
    return this.#count;
  }

  /** What the entries take of the disk, without the room that others have left. */
  get bytes(): number {
    return (this.#pragma('page_count') - this.#pragma('freelist_count')) * this.#pragma('page_size');
  }

  /**
   * Keeps jobs for good, all or none. `batch` numbers the transaction that they may have been part of: whether it was
   * committed is told to `decide` later.
   */
  append(jobs: readonly Job[], batch: number | null): void {
    if (jobs.length === 0) return;
    const before = this.count;
    this.#write(() => {
      const insert = this.#database.prepare(
        'insert into entries (unit, input, correlation_id, accepted_at, batch) values (?, ?, ?, ?, ?)',
      );
      for (const { name, input, correlationId, acceptedMs } of jobs)
        insert.run([name, JSON.stringify(input ?? null), correlationId, acceptedMs, batch]);
    });
    this.#count = before + jobs.length;
    faultPoint('storage.journaled');
  }

  /** The highest transaction that entries may have been part of; 0 when there is none. */
  get undecidedBatch(): number {
    return this.#number('select coalesce(max(batch), 0) as value from entries');
  }

  /** Everything up to the transaction `committed` was done, everything after it was not. */
  decide(committed: number): void {
    if (this.undecidedBatch === 0) return;
    this.#remove('delete from entries where batch <= ?', committed);
    this.#write(() =>
      this.#database.prepare('update entries set batch = null where batch is not null').run([]),
    );
  }

  /**
   * Confirmations of messages that the database does not have are of a past that a restore has undone, and its next
   * messages get those numbers again: so they confirm no more than what it has now. Kept, for a drain that is interrupted.
   */
  limitConfirmations(highestSeq: number): void {
    const seq = "case when json_valid(input) then json_extract(input, '$.seq') end";
    const beyond = `unit = 'confirmMessages' and ${seq} > ?`;
    const select = `select exists (select 1 from entries where ${beyond}) as value`;
    const isBeyond = onJournal(() => this.#database.prepare(select).all([highestSeq])[0]?.['value'] === 1);
    if (!isBeyond) return;
    const update = `update entries set input = json_set(input, '$.seq', ?) where ${beyond}`;
    this.#write(() => this.#database.prepare(update).run([highestSeq, highestSeq]));
  }

  /** The first entries in order. */
  first(max: number): JournalEntry[] {
    const select = 'select * from entries order by number limit ?';
    return onJournal(() => this.#database.prepare(select).all([max])).map((row) => ({
      number: Number(row['number']),
      unit: String(row['unit']),
      input: String(row['input']),
      correlationId: String(row['correlation_id']),
      acceptedMs: Number(row['accepted_at']),
    }));
  }

  /** Everything up to `number` has been done. */
  forget(number: number): void {
    this.#remove('delete from entries where number <= ?', number);
    if (this.count === 0) this.#giveBack();
  }

  close(): void {
    this.#database.close();
  }

  #remove(sql: string, limit: number): void {
    const before = this.count;
    if (before === 0) return;
    this.#count = before - this.#write(() => this.#database.prepare(sql).run([limit]).changes);
  }

  #giveBack(): void {
    try {
      if (this.#pragma('freelist_count') < MIN_FREE_PAGES) return;
      this.#database.exec('pragma incremental_vacuum; pragma wal_checkpoint(truncate)');
    } catch {
      // What keeps its room is used by the next entries, and what is wrong shows when they are written.
    }
  }

  #pragma(name: string): number {
    return onJournal(() => Number(this.#database.prepare(`pragma ${name}`).all([])[0]?.[name]));
  }

  #number(sql: string): number {
    return onJournal(() => Number(this.#database.prepare(sql).all([])[0]?.['value']));
  }

  #write<T>(run: () => T): T {
    return onJournal(() => {
      this.#database.begin('full');
      try {
        const result = run();
        this.#database.commit();
        return result;
      } catch (error) {
        this.#count = undefined;
        if (this.#database.isInTransaction) this.#database.rollback();
        throw error;
      }
    });
  }
}
