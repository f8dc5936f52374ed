// The real PostgreSQL, by the package pg: sessions with every time limit set, and a pool of connections that only read.
import { Socket } from 'node:net';
import { Client, type ClientConfig, Pool, type QueryConfig, type QueryResult } from 'pg';
import type { SqlRow, SqlValue } from '../../../core/disk/disk.ts';
import { AppError } from '../../../core/errors.ts';
import type { Secret } from '../../../core/secret.ts';
import { getTypeParser } from './get-type-parser.ts';
import { toPostgresError } from './postgres-error.ts';
import type { PostgresServer, ServerOptions, ServerResult, ServerSession } from './postgres-server.ts';
import { type Holder, takeOver } from './postgres-session.ts';

const CONNECT_TIMEOUT_MS = 5000;
const STATEMENT_TIMEOUT_MS = 10_000;
/** Longer than the server's own limit, so that only a server that no longer answers is given up. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 2000;
const IDLE_IN_TRANSACTION_MS = 30_000;
const KEEP_ALIVE_MS = 10_000;
/** Statements kept prepared by one session. */
const MAX_STATEMENTS = 300;

export function openPostgres({ url, poolConnections, readTimeoutMs }: ServerOptions): PostgresServer {
  const config: ClientConfig = {
    connectionString: toAddress(url),
    application_name: 'zapflow',
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: { getTypeParser },
  };
  const pool = createPool(config, poolConnections, readTimeoutMs);
  const readNames = new Map<string, string>();
  let holder: Holder | undefined;
  return {
    async connect() {
      const session = await openSession(config);
      try {
        holder = await takeOver(session, holder);
        return session;
      } catch (error) {
        session.cut();
        throw error;
      }
    },
    read: (sql, parameters) => ask(pool, sql, parameters, readNames),
    get readConnections() {
      return pool.totalCount;
    },
    async close() {
      await pool.end().catch(() => {});
    },
  };
}

/** The client would take anything for an address, and connect to something else. */
function toAddress(url: Secret): string {
  const address = url.reveal();
  if (URL.canParse(address) && /^postgres(ql)?:$/.test(new URL(address).protocol)) return address;
  throw new AppError('DATABASE_REFUSED', undefined, {
    details: { reason: '`storage.databaseUrl` is not like postgres://user:password@host/database.' },
  });
}

function createPool(config: ClientConfig, max: number, timeoutMs: number): Pool {
  const pool = new Pool({
    ...config,
    max,
    idleTimeoutMillis: 60_000,
    allowExitOnIdle: true,
    statement_timeout: timeoutMs,
    query_timeout: timeoutMs + 1000,
    options: '-c default_transaction_read_only=on',
  });
  // An idle connection that is lost is replaced when it is needed; whoever asks meanwhile is told.
  pool.on('error', () => {});
  return pool;
}

async function openSession(config: ClientConfig): Promise<ServerSession> {
  const { promise: lost, resolve } = Promise.withResolvers<Error>();
  const socket = new Socket();
  const names = new Map<string, string>();
  let isLost = false;
  const lose = (error: Error) => {
    isLost = true;
    socket.destroy();
    resolve(error);
  };
  try {
    const client = new Client({
      ...config,
      stream: () => socket,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    });
    client.on('error', lose);
    client.on('end', () => lose(new Error('The connection has ended.')));
    await client.connect();
    return {
      query: (sql, parameters) => ask(client, sql, parameters, names),
      lost,
      get isLost() {
        return isLost;
      },
      cut: () => lose(new Error('The connection was given up.')),
      async close() {
        isLost = true;
        await client.end().catch(() => {});
        lose(new Error('The connection was closed.'));
      },
    };
  } catch (error) {
    socket.destroy();
    throw toPostgresError(error);
  }
}

type Asked = { query(config: QueryConfig): Promise<unknown> };

async function ask(
  on: Asked,
  text: string,
  parameters: readonly SqlValue[],
  names: Map<string, string>,
): Promise<ServerResult> {
  try {
    const name = nameOf(text, parameters, names);
    const answer = await on.query({ text, values: [...parameters], ...(name === undefined ? {} : { name }) });
    const result = (Array.isArray(answer) ? answer.at(-1) : answer) as QueryResult<SqlRow>;
    const { command, rows, rowCount } = result;
    return { command, rows, changes: command === 'SELECT' ? 0 : (rowCount ?? 0) };
  } catch (error) {
    throw toPostgresError(error);
  }
}

/** Statements that come again are prepared once; those with rows in bulk have as many texts as there are row counts. */
function nameOf(text: string, { length }: readonly SqlValue[], names: Map<string, string>) {
  if (length === 0 || length > 50) return undefined;
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_STATEMENTS) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}
