// One step of the schema, the same for both databases but for the names of a few column types.
import { type Expression, type SchemaModule, sql } from 'kysely';
import type { Dialect } from '../engine/sql-connection.ts';

export type ColumnTypes = {
  /** A number that the database gives, growing with every row and never used twice. */
  readonly serial: Expression<unknown>;
  /** The same without the promise about numbers of deleted rows, which costs SQLite a fifth of an insert. */
  readonly rowNumber: Expression<unknown>;
};

export type SchemaChange = {
  readonly name: string;
  up(schema: SchemaModule, types: ColumnTypes): Promise<void>;
};

export const columnTypes: Readonly<Record<Dialect, ColumnTypes>> = {
  sqlite: {
    serial: sql`integer primary key autoincrement`,
    rowNumber: sql`integer primary key`,
  },
  postgres: {
    serial: sql`bigint generated always as identity primary key`,
    rowNumber: sql`bigint generated always as identity primary key`,
  },
};
