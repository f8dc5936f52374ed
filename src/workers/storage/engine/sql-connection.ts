// One connection to a database of either kind, as everything above the drivers sees it.
import type { Durability, SqlRow, SqlValue } from '../../../core/disk/disk.ts';

export type Dialect = 'sqlite' | 'postgres';

export type SqlResult = { readonly rows: SqlRow[]; readonly changes: number };

export interface SqlConnection {
  readonly dialect: Dialect;
  query(sql: string, parameters: readonly SqlValue[]): SqlResult | Promise<SqlResult>;
  /** The same columns in every row. */
  insertRows(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
    /** With `ignore` a row whose key is there already is left out instead of failing. */
    onConflict?: 'ignore',
  ): void | Promise<void>;
}

/** The one connection that writes; nobody else begins a transaction on it. */
export interface WriteConnection extends SqlConnection {
  begin(durability: Durability): void | Promise<void>;
  /** Throws an error of kind unknown-outcome when it cannot be told whether the commit happened. */
  commit(): void | Promise<void>;
  rollback(): void | Promise<void>;
}
