// A connection to the database server for one operation of a person's: no time limit, no lock, closed at the end.
import { Client, types } from 'pg';
import type { SqlValue } from '../../../core/disk/disk.ts';
import { AppError } from '../../../core/errors.ts';
import type { SqlConnection, SqlResult } from '../engine/sql-connection.ts';
import { toShownUrl } from './shown-url.ts';

const CONNECT_MS = 5000;
const INT8 = 20;

export async function withServer<T>(url: string, use: (connection: SqlConnection) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'zapflow operation',
    types: {
      getTypeParser: (type: number, format?: 'text' | 'binary') =>
        type === INT8 ? Number : types.getTypeParser(type, format as 'text'),
    },
  });
  client.on('error', () => {});
  await client.connect().catch((error: unknown) => {
    throw away(url, error);
  });
  try {
    return await use(toConnection(client));
  } finally {
    await client.end().catch(() => {});
  }
}

function toConnection(client: Client): SqlConnection {
  return {
    dialect: 'postgres',
    async query(sql, parameters): Promise<SqlResult> {
      const { rows, rowCount } = await client.query(sql, [...parameters]);
      return { rows, changes: rowCount ?? 0 };
    },
    async insertRows(table, columns, rows) {
      const values: SqlValue[] = rows.flat();
      const places = rows.map(
        (_, row) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(', ')})`,
      );
      // Numbers that the server gives are kept as they were: others refer to them.
      const into = `insert into "${table}" ("${columns.join('", "')}") overriding system value`;
      await client.query(`${into} values ${places.join(', ')}`, values);
    },
  };
}

function away(url: string, cause: unknown): AppError {
  const { message } = cause as Error;
  return new AppError('DATABASE_AWAY', `${toShownUrl(url)} cannot be reached: ${message}.`, { cause });
}
