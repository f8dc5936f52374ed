import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { AppError } from '../../../core/errors.ts';
import type { PostgresConnection } from '../engine/postgres-connection.ts';
import { createSqliteConnection } from '../engine/sqlite-connection.ts';
import { migrations } from '../migrations/index.ts';
import { migrate } from '../migrations/migrate.ts';
import { withServer } from '../operations/server-connection.ts';
import { engines } from '../testing/engines.ts';
import { inspectBackup } from './inspect-backup.ts';
import { restoreServer, type ServerRestore } from './restore-server.ts';
import { createFolder } from './testing/small-database.ts';
import { writeBackup } from './write-backup.ts';

const postgres = engines.find(({ name }) => name === 'PostgreSQL');
const options = { skip: postgres?.skip ?? true };

/** The address of an empty database that nobody is connected to. */
async function createServerDatabase(t: TestContext): Promise<string> {
  const opened = await postgres?.open(t);
  const connection = opened?.connection as PostgresConnection;
  const { rows } = await connection.query('select current_database() as name', []);
  await connection.close();
  return `postgres://postgres@127.0.0.1:5432/${rows[0]?.['name']}`;
}

/** A file with rows of several kinds, of which the last message is gone but its number stays used. */
async function createFile(folder: string, version = migrations.length): Promise<string> {
  const path = join(folder, 'source.db');
  const database = nodeDisk.open(path);
  const connection = createSqliteConnection(database);
  await migrate(connection, 1, migrations.slice(0, version));
  const amount = `${10n ** 30n}`;
  await connection.insertRows(
    'entries',
    ['entry_key', 'account', 'asset', 'amount', 'reason', 'created_at'],
    [['a', 'me', 'SOL', amount, "it's mine", 5]],
  );
  await connection.insertRows(
    'traces',
    ['id', 'correlation_id', 'parent_id', 'worker', 'step', 'at', 'details'],
    Array.from({ length: 2500 }, (_, n) => [
      `t${n}`,
      'c',
      '',
      'w',
      's',
      1_700_000_000_000 + n,
      '{"ü": "\\u0000"}',
    ]),
  );
  await connection.insertRows(
    'outbox',
    ['topic', 'message_key', 'payload', 'correlation_id', 'created_at'],
    ['one', 'two'].map((key) => ['alerts', key, '{}', '', 5]),
  );
  database.exec("delete from outbox where message_key = 'two'");
  database.close();
  return path;
}

function backupOf(url: string, folder: string, name = 'from-server.db') {
  const source = { engine: 'postgres', url, journalPath: '' } as const;
  const request = { source, file: join(folder, name), isForced: true, madeAtMs: 9, dataDir: folder } as const;
  return writeBackup({ ...request, reason: 'asked' });
}

function restoreOf(backup: string, url: string, dataDir: string, changes: Partial<ServerRestore> = {}) {
  return restoreServer({ backup, url, dataDir, isForced: false, nowMs: 77, ...changes });
}

function rowsOf(path: string): string {
  const database = nodeDisk.open(path, { readOnly: true });
  const all = (sql: string) => database.prepare(sql).all([]);
  const tables = all(
    "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name",
  ).map(({ name }) => [
    name,
    all(`select * from "${name}" where ${name === 'meta' ? 'false' : 'true'} order by 1, 2`),
  ]);
  database.close();
  return JSON.stringify(tables, null, 1);
}

test(
  'every row goes from a file into PostgreSQL and back, and used numbers stay used',
  options,
  async (t) => {
    const folder = createFolder(t);
    const url = await createServerDatabase(t);
    const file = await createFile(folder);
    assert.equal(await restoreOf(file, url, folder), undefined);
    const back = await backupOf(url, folder);
    assert.equal(rowsOf(back.file), rowsOf(file));
    assert.equal(inspectBackup(back.file).engine, 'postgres');
    const insert =
      "into outbox (topic, message_key, payload, correlation_id, created_at) values ('t', 'k', '', '', 1)";
    await withServer(url, async (server) => {
      const { rows } = await server.query(`insert ${insert} returning seq`, []);
      assert.equal(rows[0]?.['seq'], 3);
      const marks = await server.query("select value from meta where name like 'restore%' order by name", []);
      assert.deepEqual(
        marks.rows.map(({ value }) => value),
        ['tokens go', '77'],
      );
    });
    const database = nodeDisk.open(back.file);
    assert.equal(database.prepare(`insert ${insert} returning seq`).all([])[0]?.['seq'], 3);
    database.close();
  },
);

test(
  'a server that holds data is refused unless forced, and is then saved to a file first',
  options,
  async (t) => {
    const folder = createFolder(t);
    const url = await createServerDatabase(t);
    const file = await createFile(folder);
    await restoreOf(file, url, folder);
    await assert.rejects(restoreOf(file, url, folder), { code: 'DATABASE_NOT_EMPTY' });
    const kept = await restoreOf(file, url, folder, { isForced: true });
    assert.equal(rowsOf(kept as string), rowsOf(file));
  },
);

test('a restore that fails half-way leaves the server as it was', options, async (t) => {
  const folder = createFolder(t);
  const url = await createServerDatabase(t);
  const file = await createFile(folder);
  await restoreOf(file, url, folder);
  const database = nodeDisk.open(file);
  database.exec("insert into traces select 9999, 'late', '', '', '', '', 'not a number', ''");
  database.close();
  await assert.rejects(restoreOf(file, url, folder, { isForced: true }));
  const back = await backupOf(url, folder, 'after.db');
  assert.doesNotMatch(rowsOf(back.file), /late/);
  assert.match(rowsOf(back.file), /it's mine/);
});

test(
  'what a person stops half-way leaves the server as it was, and no part of a file',
  options,
  async (t) => {
    const folder = createFolder(t);
    const url = await createServerDatabase(t);
    const file = await createFile(folder);
    await restoreOf(file, url, folder);
    const reason = new AppError('CALL_CANCELLED');
    const stopped = AbortSignal.abort(reason);
    const files = readdirSync(folder);
    const given = { backup: file, url, dataDir: folder, isForced: true, nowMs: 78 };
    await assert.rejects(restoreServer(given, stopped), reason);
    // Past the copy that is kept of what is there, within the transaction.
    const late = new AbortController();
    const { throwIfAborted } = late.signal;
    late.signal.throwIfAborted = () => {
      if (readdirSync(folder).some((name) => /^postgres\.before-restore-[^.]*$/.test(name)))
        late.abort(reason);
      throwIfAborted.call(late.signal);
    };
    await assert.rejects(restoreServer(given, late.signal), reason);
    assert.deepEqual(
      readdirSync(folder).filter((name) => !/^postgres\.before|backups\.json/.test(name)),
      files,
    );
    const source = { engine: 'postgres', url, journalPath: '' } as const;
    const request = { source, file: join(folder, 'no.db'), isForced: true, madeAtMs: 9, dataDir: folder };
    await assert.rejects(writeBackup({ ...request, reason: 'asked' }, stopped), reason);
    assert.equal(
      readdirSync(folder).some((name) => name.startsWith('no.db')),
      false,
    );
    assert.equal(rowsOf((await backupOf(url, folder)).file), rowsOf(file));
  },
);

test('a backup of an older schema is brought up to date by the next start', options, async (t) => {
  const folder = createFolder(t);
  const url = await createServerDatabase(t);
  const file = await createFile(folder, 1);
  await restoreOf(file, url, folder);
  await withServer(url, async (server) => {
    assert.deepEqual(await migrate(server, 5), { from: 1, to: migrations.length });
  });
});

test('a backup is of one moment though rows change while it is made', options, async (t) => {
  const folder = createFolder(t);
  const url = await createServerDatabase(t);
  await restoreOf(await createFile(folder), url, folder);
  const isDone = { value: false };
  const writing = withServer(url, async (server) => {
    for (let n = 0; !isDone.value; n++)
      await server.query(
        `with entry as (insert into entries values ('e${n}', 'a', 'b', '1', '', 1) returning 1)
         insert into cursors select 'c${n}', '', 1 from entry`,
        [],
      );
  });
  const backups = [];
  for (const name of ['1.db', '2.db', '3.db']) backups.push(await backupOf(url, folder, name));
  isDone.value = true;
  await writing;
  for (const { file } of backups) {
    const database = nodeDisk.open(file, { readOnly: true });
    const [counts] = database
      .prepare('select (select count(*) from entries) as entries, (select count(*) from cursors) as cursors')
      .all([]);
    database.close();
    assert.equal(counts?.['entries'], Number(counts?.['cursors']) + 1);
  }
});

test('while a program writes to the server nothing is restored into it', options, async (t) => {
  const folder = createFolder(t);
  const opened = await postgres?.open(t);
  const { rows } = (await opened?.connection.query('select current_database() as name', [])) ?? { rows: [] };
  const url = `postgres://postgres@127.0.0.1:5432/${rows[0]?.['name']}`;
  await assert.rejects(restoreOf(await createFile(folder), url, folder), { code: 'DATABASE_IN_USE' });
});

test('a server that Zapflow never used has nothing to back up', options, async (t) => {
  const folder = createFolder(t);
  const url = await createServerDatabase(t);
  await assert.rejects(backupOf(url, folder), { code: 'BACKUP_EMPTY', kind: 'input' });
  assert.deepEqual(readdirSync(folder), []);
});
