import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kyselyOn } from '../engine/kysely-on.ts';
import type { SqlConnection } from '../engine/sql-connection.ts';
import { engines } from '../testing/engines.ts';
import { migrations } from './index.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrate.ts';
import type { SchemaChange } from './schema-change.ts';

const shelf = (name: string, onUp: () => void = () => {}): SchemaChange => ({
  name,
  async up(schema) {
    await schema
      .createTable(name)
      .addColumn('id', 'text', (column) => column.primaryKey())
      .execute();
    onUp();
  },
});

async function has(connection: SqlConnection, table: string): Promise<boolean> {
  const found =
    connection.dialect === 'sqlite'
      ? connection.query('select name from sqlite_schema where name = ?', [table])
      : connection.query('select tablename from pg_tables where tablename = $1', [table]);
  return (await found).rows.length > 0;
}

for (const engine of engines.filter(({ name }) => name !== 'the double of PostgreSQL')) {
  const { name, skip } = engine;

  test(`${name}: an empty database gets the schema of the program, and keeps it`, { skip }, async (t) => {
    const { connection, beside } = await engine.open(t);
    assert.equal(await schemaVersion(connection), 0);
    assert.deepEqual(await migrate(connection, 7), { from: 0, to: SCHEMA_VERSION });
    assert.deepEqual(await migrate(connection, 8), { from: SCHEMA_VERSION, to: SCHEMA_VERSION });
    const applied = await kyselyOn(beside)
      .selectFrom('schema_versions')
      .selectAll()
      .orderBy('version')
      .execute();
    assert.deepEqual(
      applied.map((row) => ({ ...row })),
      migrations.map((change, index) => ({ version: index + 1, name: change.name, applied_at: 7 })),
    );
  });

  test(`${name}: only steps that are missing are done`, { skip }, async (t) => {
    const { connection } = await engine.open(t);
    await migrate(connection, 7, [shelf('first')]);
    assert.deepEqual(await migrate(connection, 8, [shelf('first'), shelf('second')]), { from: 1, to: 2 });
    assert.ok(await has(connection, 'second'));
  });

  test(`${name}: a step that fails leaves the schema before it, and can be done later`, {
    skip,
  }, async (t) => {
    const { connection, beside } = await engine.open(t);
    const fail = () => {
      throw new Error('It fails.');
    };
    const third = shelf('third');
    await assert.rejects(migrate(connection, 7, [shelf('first'), shelf('second', fail), third]), /It fails/);
    assert.deepEqual(await Promise.all(['first', 'second', 'third'].map((table) => has(beside, table))), [
      true,
      false,
      false,
    ]);
    assert.equal(await schemaVersion(connection), 1);
    assert.deepEqual(await migrate(connection, 8, [shelf('first'), shelf('second'), third]), {
      from: 1,
      to: 3,
    });
  });

  test(`${name}: a schema that is newer than the program is refused and left as it is`, {
    skip,
  }, async (t) => {
    const { connection, beside } = await engine.open(t);
    await migrate(connection, 7, [shelf('first'), shelf('second')]);
    await assert.rejects(migrate(connection, 8, [shelf('first')]), {
      code: 'SCHEMA_NEWER',
      kind: 'config',
      details: { database: 2, program: 1 },
    });
    assert.ok(await has(beside, 'second'));
  });

  test(`${name}: numbers of messages grow and are never used twice`, { skip }, async (t) => {
    const { connection } = await engine.open(t);
    await migrate(connection, 7);
    const db = kyselyOn(connection);
    const add = async (key: string) => {
      const row = { topic: 't', message_key: key, payload: '', correlation_id: '', created_at: 0 };
      await db.insertInto('outbox').values(row).execute();
      return (
        await db.selectFrom('outbox').select('seq').where('message_key', '=', key).executeTakeFirstOrThrow()
      ).seq;
    };
    const first = await add('a');
    const second = await add('b');
    await db.deleteFrom('outbox').execute();
    const third = await add('c');
    assert.ok(first < second && second < third, `${first} ${second} ${third}`);
  });
}
