// A connection to the database server for one operation of a person's: hours to do it in, no lock, closed at the end.
import { Socket } from 'node:net';
import { Client } from 'pg';
import type { SqlValue } from '../../../core/disk/disk.ts';
import { AppError } from '../../../core/errors.ts';
import { getTypeParser } from '../engine/get-type-parser.ts';
import { toPostgresError } from '../engine/postgres-error.ts';
import { WRITER_LOCK } from '../engine/postgres-session.ts';
import type { SqlConnection, SqlResult, WriteConnection } from '../engine/sql-connection.ts';

const CONNECT_MS = 5000;
/** A vacuum of a large database is silent for long. */
const ANSWER_MS = 6 * 3600 * 1000;
/** So that a server whose machine is gone is noticed within half a minute, however long an answer may take. */
const KEEP_ALIVE = { enable: true, initialDelay: 10_000, interval: 5000, count: 3 };

/** DATABASE_AWAY when a statement is not answered within `answerMs`. */
export async function withServer<T>(
  url: string,
  use: (connection: WriteConnection) => Promise<T>,
  answerMs = ANSWER_MS,
): Promise<T> {
  const socket = new Socket();
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'zapflow operation',
    query_timeout: answerMs,
    stream: () => socket,
    types: { getTypeParser },
  });
  client.on('error', () => {});
  try {
    await client.connect();
    socket.setKeepAlive(KEEP_ALIVE);
    return await use(toConnection(client));
  } catch (error) {
    throw toPostgresError(error);
  } finally {
    await client.end().catch(() => {});
  }
}

/** The lock of the worker that writes, held until the connection ends: no program can be at work meanwhile. */
export async function keepOthersOut(server: SqlConnection): Promise<void> {
  const { rows } = await server.query(`select pg_try_advisory_lock(${WRITER_LOCK})::int as got`, []);
  if (rows[0]?.['got'] !== 1) throw new AppError('DATABASE_IN_USE');
}

function toConnection(client: Client): WriteConnection {
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
    begin: async () => void (await client.query('begin')),
    commit: async () => void (await client.query('commit')),
    rollback: async () => void (await client.query('rollback')),
  };
}
