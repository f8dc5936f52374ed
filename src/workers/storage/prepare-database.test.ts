// What a start does before it uses a database: it does not begin a new one where one was lost, and keeps what a change could spoil.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { systemClock } from '../../core/clock.ts';
import type { Disk } from '../../core/disk/disk.ts';
import { nodeDisk } from '../../core/disk/node-disk.ts';
import { AppError } from '../../core/errors.ts';
import { noteBackup } from './backup/backup-book.ts';
import { createDatabase, createFolder } from './backup/testing/small-database.ts';
import { createSqliteConnection } from './engine/sqlite-connection.ts';
import { migrations } from './migrations/index.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrations/migrate.ts';
import { createPreparation } from './prepare-database.ts';
import { engines } from './testing/engines.ts';
import { startStorage } from './testing/start-storage.ts';

const nobody = () => {};
const log = { debug: nobody, info: nobody, warn: nobody, error: nobody, fatal: nobody, child: () => log };

function createKeeper(folder: string) {
  const kept: number[] = [];
  const context = { clock: systemClock, log, settings: { path: join(folder, 'zapflow.db') } };
  const preparation = createPreparation(context, async (version) => void kept.push(version));
  return { kept, preparation };
}

async function noteOne(folder: string, engine?: 'sqlite' | 'postgres'): Promise<void> {
  const file = join(folder, 'backup.db');
  if (engine) {
    await createDatabase(file, 'kept');
    const backup = nodeDisk.open(file);
    backup.prepare("insert into meta (name, value) values ('backup.engine', ?)").run([engine]);
    backup.close();
  } else writeFileSync(file, 'cannot be read');
  noteBackup(folder, { file, madeAtMs: 1, bytes: 1, schemaVersion: 1, reason: 'asked' });
}

function openFile(t: TestContext, folder: string) {
  const database = nodeDisk.open(join(folder, 'zapflow.db'));
  t.after(() => database.close());
  return createSqliteConnection(database);
}

test('an empty file beside a known backup is not taken for a new database, also at the next start', async (t) => {
  for (const engine of ['sqlite', undefined] as const) {
    const folder = createFolder(t);
    await noteOne(folder, engine);
    const connection = openFile(t, folder);
    const { preparation } = createKeeper(folder);
    const refused = { code: 'DATABASE_LOST', kind: 'config' };
    await assert.rejects(preparation.prepare(connection), refused);
    assert.equal(await schemaVersion(connection), 0);
    await assert.rejects(preparation.prepare(connection), refused);
  }
});

test('a backup of a server does not keep a file from being begun, nor does one that is not there any more', async (t) => {
  const folder = createFolder(t);
  await noteOne(folder, 'postgres');
  noteBackup(folder, {
    file: join(folder, 'gone.db'),
    madeAtMs: 2,
    bytes: 1,
    schemaVersion: 1,
    reason: 'asked',
  });
  const { preparation } = createKeeper(folder);
  await preparation.prepare(openFile(t, folder));
  assert.equal(preparation.schemaVersion, SCHEMA_VERSION);
});

test('a sync that fails during the start ends the program until a person has looked at the disk', async (t) => {
  let syncs = 0;
  const disk: Disk = {
    open(path, options) {
      const database = nodeDisk.open(path, options);
      return {
        ...{ exec: database.exec.bind(database), prepare: database.prepare.bind(database) },
        ...{ begin: database.begin.bind(database), rollback: database.rollback.bind(database) },
        commit() {
          database.commit();
          if (syncs++ === 1) throw new AppError('DISK_SYNC_FAILED');
        },
        get isInTransaction() {
          return database.isInTransaction;
        },
        isInPlace: true,
        close: () => database.close(),
      };
    },
  };
  await assert.rejects(startStorage({ folder: createFolder(t), disk }), { code: 'DISK_UNTRUSTED' });
});

for (const { name, skip, open } of engines) {
  test(`${name}: a first start that was interrupted after any step goes on without a backup of nothing`, {
    skip,
  }, async (t) => {
    for (let steps = 0; steps < SCHEMA_VERSION; steps++) {
      const { connection } = await open(t);
      await migrate(connection, 1, migrations.slice(0, steps));
      const { kept, preparation } = createKeeper(createFolder(t));
      await preparation.prepare(connection);
      assert.deepEqual([kept, preparation.schemaVersion], [[], SCHEMA_VERSION], `after ${steps}`);
    }
  });

  test(`${name}: what holds a single row is kept before its schema changes`, { skip }, async (t) => {
    for (let steps = 1; steps < SCHEMA_VERSION; steps++) {
      const { connection } = await open(t);
      await migrate(connection, 1, migrations.slice(0, steps));
      await connection.query("insert into outbox_topics (topic, confirmed_seq) values ('t', 1)", []);
      const { kept, preparation } = createKeeper(createFolder(t));
      await preparation.prepare(connection);
      assert.deepEqual(kept, [steps]);
    }
  });
}
