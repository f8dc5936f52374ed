// What was accepted while PostgreSQL could not be reached, in a SQLite file beside it, in order, until it has been done there.
import type { Database } from '../../../core/disk/disk.ts';
import { faultPoint } from '../../../core/fault-point.ts';
import type { Job } from '../engine/batch.ts';

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
  create table if not exists entries (
    number integer primary key autoincrement, unit text not null, input text not null, correlation_id text not null,
    accepted_at integer not null, batch integer
  );
`;

export class Journal {
  readonly #database: Database;
  /** Names this journal in the database that it is drained into. */
  readonly id: string;
  #count: number;

  /** `newId` names a journal that is not there yet. */
  constructor(database: Database, newId: string) {
    this.#database = database;
    database.exec(SCHEMA);
    this.id = this.#write(() => {
      database.prepare('insert into journal select ? where not exists (select 1 from journal)').run([newId]);
      return String(database.prepare('select id from journal').all([])[0]?.['id']);
    });
    this.#count = this.#number('select count(*) as value from entries');
  }

  /** Entries that are not done yet. */
  get count(): number {
    return this.#count;
  }

  /**
   * Keeps jobs for good, all or none. `batch` numbers the transaction that they may have been part of: whether it was
   * committed is told to `decide` later.
   */
  append(jobs: readonly Job[], batch: number | null): void {
    if (jobs.length === 0) return;
    this.#write(() => {
      const insert = this.#database.prepare(
        'insert into entries (unit, input, correlation_id, accepted_at, batch) values (?, ?, ?, ?, ?)',
      );
      for (const { name, input, correlationId, acceptedMs } of jobs)
        insert.run([name, JSON.stringify(input ?? null), correlationId, acceptedMs, batch]);
    });
    this.#count += jobs.length;
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

  /** The first entries in order. */
  first(max: number): JournalEntry[] {
    return this.#database
      .prepare('select * from entries order by number limit ?')
      .all([max])
      .map((row) => ({
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
  }

  close(): void {
    this.#database.close();
  }

  #remove(sql: string, limit: number): void {
    if (this.#count === 0) return;
    this.#count -= this.#write(() => this.#database.prepare(sql).run([limit]).changes);
  }

  #number(sql: string): number {
    return Number(this.#database.prepare(sql).all([])[0]?.['value']);
  }

  #write<T>(run: () => T): T {
    this.#database.begin('full');
    try {
      const result = run();
      this.#database.commit();
      return result;
    } catch (error) {
      if (this.#database.isInTransaction) this.#database.rollback();
      throw error;
    }
  }
}
