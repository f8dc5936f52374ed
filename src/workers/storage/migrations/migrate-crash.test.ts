// A migration that is killed at any statement leaves a schema that some version had, whole.
import assert from 'node:assert/strict';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { createDatabase, createFolder, leftAtEachStep } from '../backup/testing/small-database.ts';
import { createSqliteConnection } from '../engine/sqlite-connection.ts';
import { migrations } from './index.ts';
import { migrate } from './migrate.ts';

function schemaOf(path: string): { version: number; schema: string } {
  const database = nodeDisk.open(path);
  try {
    const rows = database.prepare('select name, sql from sqlite_schema order by name').all([]);
    const has = rows.some(({ name }) => name === 'schema_versions');
    const [row] = has ? database.prepare('select max(version) as version from schema_versions').all([]) : [];
    return { version: Number(row?.['version'] ?? 0), schema: has ? JSON.stringify(rows) : '' };
  } finally {
    database.close();
  }
}

test('a kill -9 at any statement of a migration leaves the schema of a version, and the next start goes on', async (t) => {
  const whole = new Map<number, string>([[0, '']]);
  for (const [index] of migrations.entries()) {
    const path = join(createFolder(t), 'zapflow.db');
    await createDatabase(path, 'here', index + 1);
    whole.set(index + 1, schemaOf(path).schema);
  }
  const folder = createFolder(t);
  const seen = new Set<number>();
  for (const left of leftAtEachStep(t, folder, 'migrate')) {
    const path = join(left, 'zapflow.db');
    const { version, schema } = schemaOf(path);
    seen.add(version);
    if (version > 0) assert.equal(schema, whole.get(version), `left at ${basename(left)}`);
    else assert.doesNotMatch(schema, /cursors|outbox/);
    const database = nodeDisk.open(path);
    await migrate(createSqliteConnection(database), 2);
    database.close();
    assert.equal(schemaOf(path).schema, whole.get(migrations.length));
  }
  assert.deepEqual([...seen], [0, ...migrations.map((_, index) => index + 1)]);
});
