// The rows of the storage worker as they lie in its database, looked at past the worker.
import type { Database, SqlRow } from '../../../src/core/disk/disk.ts';

/** Of the last migration that the scenarios need. */
const LAST_TABLE = 'writers';

export class StoredRows {
  readonly #open: () => Database | undefined;
  #database: Database | undefined;
  #isReady = false;
  #changes = -1;

  /** @param open undefined as long as there is no database */
  constructor(open: () => Database | undefined) {
    this.#open = open;
  }

  /** Whether rows can be asked for: the schema is there and no transaction is half-way. */
  get isReady(): boolean {
    this.#database ??= this.#open();
    if (!this.#database || this.#database.isInTransaction) return false;
    this.#isReady ||=
      this.ask(`select 1 from sqlite_master where type = 'table' and name = '${LAST_TABLE}'`).length > 0;
    return this.#isReady;
  }

  /** Whether something was written since it was asked last. */
  hasChanged(): boolean {
    const changes = Number(this.ask('select total_changes() as changes')[0]?.['changes']);
    const before = this.#changes;
    this.#changes = changes;
    return changes !== before;
  }

  ask(sql: string, ...parameters: string[]): SqlRow[] {
    return this.#database?.prepare(sql).all(parameters) ?? [];
  }

  number(sql: string, ...parameters: string[]): number {
    const [row] = this.ask(sql, ...parameters);
    return Number(Object.values(row ?? {})[0] ?? 0);
  }
}
