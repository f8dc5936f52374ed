// Kysely as a builder of queries over a connection of ours: it gets no say over transactions or connections.
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { SqlValue } from '../../../core/disk/disk.ts';
import { AppError } from '../../../core/errors.ts';
import type { Tables } from '../tables.ts';
import type { SqlConnection } from './sql-connection.ts';

/** `onChange` runs before every statement that is not a plain question. */
export function kyselyOn(connection: SqlConnection, onChange: () => void = () => {}): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: toDialect(connection, onChange) });
}

function toDialect(connection: SqlConnection, onChange: () => void): Dialect {
  const isSqlite = connection.dialect === 'sqlite';
  return {
    createAdapter: () => (isSqlite ? new SqliteAdapter() : new PostgresAdapter()),
    createQueryCompiler: () => (isSqlite ? new SqliteQueryCompiler() : new PostgresQueryCompiler()),
    createIntrospector: (db) => (isSqlite ? new SqliteIntrospector(db) : new PostgresIntrospector(db)),
    createDriver: () => toDriver(toKyselyConnection(connection, onChange)),
  };
}

function toDriver(connection: DatabaseConnection): Driver {
  const refuse = async (): Promise<never> => {
    throw new AppError('BUG', 'A unit may not begin or end a transaction: it is already in one.');
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    destroy: async () => {},
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
  };
}

function toKyselyConnection(connection: SqlConnection, onChange: () => void): DatabaseConnection {
  return {
    async executeQuery<R>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<R>> {
      if (query.kind !== 'SelectQueryNode' || query.with) onChange();
      try {
        const { rows, changes } = await connection.query(sql, parameters as readonly SqlValue[]);
        return { rows: rows as R[], numAffectedRows: BigInt(changes) };
      } catch (error) {
        // After any statement that failed, PostgreSQL takes no more in this transaction.
        onChange();
        throw error;
      }
    },
    streamQuery() {
      throw new AppError('BUG', 'Read in pages: a stream would hold the connection.');
    },
  };
}
