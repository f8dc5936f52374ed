// A program that dies at any statement of a migration leaves a schema that some version had, whole, on a server too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from 'pg';
import type { PostgresConnection } from '../engine/postgres-connection.ts';
import type { WriteConnection } from '../engine/sql-connection.ts';
import { engines } from '../testing/engines.ts';
import { migrations } from './index.ts';
import { migrate } from './migrate.ts';

const postgres = engines.find(({ name }) => name === 'PostgreSQL');

/** In a schema of its own, so that each death begins with nothing without the making of a database. */
async function connect(url: string, schema: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  await client.query(`create schema if not exists ${schema}`);
  // The machine keeps its power here, so nothing needs to wait for the disk.
  await client.query(`set search_path to ${schema}; set synchronous_commit = off`);
  return client;
}

/** `onStatement` is told the number of each before it is sent; what it answers is awaited. */
function toConnection(client: Client, onStatement: (number: number, sql: string) => void): WriteConnection {
  let statements = 0;
  const query = async (sql: string, parameters: readonly unknown[] = []) => {
    onStatement(++statements, sql);
    const { rows, rowCount } = await client.query(sql, [...parameters]);
    return { rows, changes: rowCount ?? 0 };
  };
  return {
    dialect: 'postgres',
    query,
    insertRows: () => {
      throw new Error('No migration does.');
    },
    begin: async () => void (await query('begin')),
    commit: async () => void (await query('commit')),
    rollback: async () => void (await query('rollback')),
  };
}

/** Every table, column and index, and the version that says what they should be. */
async function look(url: string, schema: string): Promise<{ version: number; shape: string }> {
  const client = await connect(url, schema);
  try {
    const ask = async (sql: string) => (await client.query(sql, [schema])).rows;
    const columns = await ask(
      `select table_name, column_name, data_type, is_nullable, column_default is not null as has_default
       from information_schema.columns where table_schema = $1 order by 1, ordinal_position`,
    );
    const indexes = await ask(
      `select tablename, indexname from pg_indexes where schemaname = $1 order by 1, 2`,
    );
    const isMade = columns.some(({ table_name }) => table_name === 'schema_versions');
    const { rows } = isMade
      ? await client.query('select max(version) as version from schema_versions')
      : { rows: [] };
    return { version: Number(rows[0]?.version ?? 0), shape: JSON.stringify([columns, indexes]) };
  } finally {
    await client.end();
  }
}

test('a program that dies before any statement, or while a commit is under way, leaves the schema of a version, and the next start goes on', {
  skip: postgres?.skip ?? true,
}, async (t) => {
  const connection = (await postgres?.open(t))?.connection as PostgresConnection;
  const { rows } = await connection.query('select current_database() as name', []);
  const url = `postgres://postgres@127.0.0.1:5432/${rows[0]?.['name']}`;
  const run = async (schema: string, onStatement: (client: Client, number: number, sql: string) => void) => {
    const client = await connect(url, schema);
    try {
      await migrate(
        toConnection(client, (number, sql) => onStatement(client, number, sql)),
        1,
      );
    } finally {
      await client.end().catch(() => {});
    }
  };
  const whole: string[] = [];
  let statements = 0;
  for (let version = 0; version <= migrations.length; version++) {
    const client = await connect(url, `whole_${version}`);
    const counted = toConnection(client, (number) => {
      statements = number;
    });
    await migrate(counted, 1, migrations.slice(0, version));
    await client.end();
    whole.push((await look(url, `whole_${version}`)).shape);
  }
  const die = (client: Client) =>
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  const seen = new Set<number>();
  const judge = async (schema: string) => {
    const { version, shape } = await look(url, schema);
    seen.add(version);
    if (version > 0) assert.equal(shape, whole[version], schema);
    else assert.doesNotMatch(shape, /cursors|outbox/, schema);
    await run(schema, () => {});
    assert.equal((await look(url, schema)).shape, whole.at(-1), schema);
  };
  const commits = new Set<number>();
  for (let at = 1; at <= statements; at++) {
    const died = run(`before_${at}`, (client, number, sql) => {
      if (sql === 'commit') commits.add(number);
      if (number === at) die(client);
    });
    await assert.rejects(died);
    await judge(`before_${at}`);
  }
  assert.equal(commits.size, migrations.length);
  for (const at of commits) {
    // It goes out with this turn of the loop; whether it was done, nobody is there to hear.
    await run(`within_${at}`, (client, number) => {
      if (number === at) setImmediate(() => die(client));
    }).catch(() => {});
    await judge(`within_${at}`);
  }
  assert.deepEqual(
    [...seen].sort(),
    whole.map((_, version) => version),
  );
});
