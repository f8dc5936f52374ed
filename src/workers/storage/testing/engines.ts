// The databases that every suite of storage runs on, each test with a fresh one: for (const engine of engines) test(…).
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { systemClock } from '../../../core/clock.ts';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { Secret } from '../../../core/secret.ts';
import { openPostgres } from '../engine/postgres-client.ts';
import { PostgresConnection } from '../engine/postgres-connection.ts';
import type { PostgresServer } from '../engine/postgres-server.ts';
import type { SqlConnection, WriteConnection } from '../engine/sql-connection.ts';
import { createSqliteConnection } from '../engine/sqlite-connection.ts';
import { PostgresDouble } from './postgres-double.ts';

/** A test, or whatever else ends. */
export type Owner = { after(release: () => Promise<void>): void };

export type TestDatabase = {
  readonly connection: WriteConnection;
  /** Sees committed rows only. */
  readonly beside: SqlConnection;
};

export type TestEngine = {
  readonly name: 'SQLite' | 'PostgreSQL' | 'the double of PostgreSQL';
  /** Why tests on it are skipped. */
  readonly skip: string | false;
  /** An empty database, without tables; it is gone when its owner ends. */
  open(owner: Owner): Promise<TestDatabase>;
};

const SERVER = 'postgres://postgres@127.0.0.1:5432';
const isRequired = (process.env['ZAPFLOW_TEST_REQUIRE'] ?? '').split(',').includes('postgres');

export const engines: readonly TestEngine[] = [
  { name: 'SQLite', skip: false, open: openSqlite },
  { name: 'PostgreSQL', skip: await whyNoPostgres(), open: openServer },
  { name: 'the double of PostgreSQL', skip: false, open: openDouble },
];

async function openSqlite(owner: Owner): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-storage-'));
  const path = join(folder, 'test.db');
  const database = nodeDisk.open(path);
  const reader = nodeDisk.open(path, { readOnly: true });
  owner.after(async () => {
    reader.close();
    database.close();
    rmSync(folder, { recursive: true });
  });
  return { connection: createSqliteConnection(database), beside: createSqliteConnection(reader) };
}

async function openServer(owner: Owner): Promise<TestDatabase> {
  const name = `zapflow_${randomUUID().replaceAll('-', '')}`;
  await onServer((client) => client.query(`create database ${name}`));
  const server = openPostgres({
    url: new Secret(`${SERVER}/${name}`),
    poolConnections: 1,
    readTimeoutMs: 5000,
  });
  const connection = new PostgresConnection();
  owner.after(async () => {
    await connection.close();
    await server.close();
    await onServer((client) => client.query(`drop database ${name} with (force)`));
  });
  connection.attach(await server.connect());
  return { connection, beside: toReader(server) };
}

async function openDouble(owner: Owner): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-storage-'));
  const double = new PostgresDouble({ disk: nodeDisk, path: join(folder, 'double.db'), clock: systemClock });
  const server = double.openServer();
  const connection = new PostgresConnection();
  owner.after(async () => {
    await connection.close();
    double.close();
    rmSync(folder, { recursive: true });
  });
  connection.attach(await server.connect());
  return { connection, beside: toReader(server) };
}

function toReader({ read }: PostgresServer): SqlConnection {
  const insertRows = () => {
    throw new Error('It only reads.');
  };
  return { dialect: 'postgres', query: read, insertRows };
}

async function whyNoPostgres(): Promise<string | false> {
  if (isRequired) return false;
  try {
    await onServer(async () => {});
    return false;
  } catch {
    return 'no PostgreSQL answers at 127.0.0.1:5432';
  }
}

async function onServer(run: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({
    connectionString: `${SERVER}/postgres`,
    connectionTimeoutMillis: 5000,
  });
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}
