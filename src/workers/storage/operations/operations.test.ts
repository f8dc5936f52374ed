// Backup, status and vacuum of a running storage worker, on its real thread and file.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { startTestRuntime } from '../../../core/testing/test-runtime.ts';
import { knownBackups } from '../backup/backup-book.ts';
import { inspectBackup } from '../backup/inspect-backup.ts';
import { createDatabase, createFolder, readPosition } from '../backup/testing/small-database.ts';
import { storageContract } from '../contract.ts';
import { SCHEMA_VERSION } from '../migrations/migrate.ts';
import { migrateDatabase } from './migrate-database.ts';

async function start(t: TestContext, folder = createFolder(t)) {
  const path = join(folder, 'zapflow.db');
  const { stop, clients } = await startTestRuntime(
    [
      {
        name: 'storage',
        module: new URL('../service.ts', import.meta.url).href,
        settings: { path, readerThreads: 1, readTimeoutMs: 5000 },
      },
    ],
    { storage: storageContract },
  );
  t.after(() => stop());
  return { folder, path, storage: clients.storage };
}

test('a backup under load is a run of writes without a gap, and every write goes on meanwhile', async (t) => {
  const { folder, storage } = await start(t);
  let sent = 0;
  let isDone = false;
  const produce = async () => {
    while (!isDone) {
      const key = String(++sent);
      await storage.sendMessage({ topic: 'load', key, payload: { text: 'x'.repeat(500) } });
    }
  };
  const producers = Array.from({ length: 8 }, produce);
  while (sent < 2000) await storage.health();
  const before = sent;
  const report = await storage.backup({ file: join(folder, 'backup.db') });
  isDone = true;
  await Promise.all(producers);
  assert.equal((await storage.databaseStatus()).outbox[0]?.waiting, sent);
  const backup = nodeDisk.open(report.file, { readOnly: true });
  const keys = backup.prepare('select message_key from outbox order by seq').all([]);
  backup.close();
  // Eight at a time may still have been on their way.
  assert.ok(keys.length >= before - 8, `${keys.length} of ${before}`);
  const numbers = keys.map(({ message_key }) => Number(message_key)).sort((a, b) => a - b);
  const missing = numbers.filter((number, at) => number > at + 1 + 8);
  assert.deepEqual(missing, []);
});

test('a backup that is refused says why and the worker goes on', async (t) => {
  const { folder, path, storage } = await start(t);
  await assert.rejects(storage.backup({ file: path }), { code: 'BACKUP_ONTO_DATABASE' });
  const file = join(folder, 'nowhere', 'backup.db');
  await assert.rejects(storage.backup({ file }), { code: 'BACKUP_UNWRITABLE' });
  assert.equal((await storage.health()).status, 'Healthy');
});

test('a vacuum gives back what deletes left while the worker writes', async (t) => {
  const { path, storage } = await start(t);
  const trace = { correlationId: '', parentId: '', worker: '', step: '', at: 1, details: 'x'.repeat(1000) };
  for (let n = 0; n < 25; n++)
    await storage.recordTraces({
      traces: Array.from({ length: 200 }, (_, at) => ({ id: `${n} ${at}`, ...trace })),
    });
  const other = nodeDisk.open(path);
  other.exec('delete from traces');
  other.close();
  const before = await storage.databaseStatus();
  assert.ok(before.freeBytes > 4_000_000);
  const vacuum = storage.vacuum();
  for (let n = 0; n < 20; n++)
    await storage.advanceCursor({ name: 'c', from: n ? String(n - 1) : null, to: String(n) });
  const { bytesBefore, bytesAfter } = await vacuum;
  assert.ok(bytesBefore - bytesAfter > 4_000_000, `${bytesBefore} to ${bytesAfter}`);
  assert.equal((await storage.databaseStatus()).freeBytes, 0);
});

test('the status tells rows, what waits and since when', async (t) => {
  const { path, storage } = await start(t);
  await storage.sendMessage({ topic: 'alerts', key: 'a', payload: 1 });
  await storage.sendMessage({ topic: 'alerts', key: 'b', payload: 2 });
  await storage.sendMessage({ topic: 'done', key: 'a', payload: 3 });
  await storage.confirmMessages({ topic: 'done', seq: 3 });
  const status = await storage.databaseStatus();
  assert.equal(status.where, path);
  assert.equal(status.schemaVersion, status.programSchemaVersion);
  assert.equal(status.rows['outbox'], 3);
  assert.deepEqual(
    status.outbox.map(({ topic, waiting }) => [topic, waiting]),
    [['alerts', 2]],
  );
  assert.ok((status.outbox[0]?.oldestAtMs ?? 0) > 1_700_000_000_000);
});

test('a start that changes the schema keeps the database as it was, as a backup', async (t) => {
  const folder = createFolder(t);
  await createDatabase(join(folder, 'zapflow.db'), 'as it was', 1);
  const { path, storage } = await start(t, folder);
  assert.equal(await storage.cursor({ name: 'here' }), 'as it was');
  assert.equal(readPosition(`${path}.before-1`), 'as it was');
  assert.equal(inspectBackup(`${path}.before-1`).schemaVersion, 1);
  assert.equal(knownBackups(folder)[0]?.reason, 'migration');
  assert.equal(existsSync(`${path}.before-0`), false);
});

test('a change of the schema by command keeps the database as it was too, and an empty one needs no copy', async (t) => {
  const folder = createFolder(t);
  const path = join(folder, 'zapflow.db');
  const given = { source: { engine: 'sqlite', path }, path, dataDir: folder, nowMs: 1 } as const;
  assert.deepEqual(await migrateDatabase(given), { from: 0, to: SCHEMA_VERSION, backup: undefined });
  const older = createFolder(t);
  const olderPath = join(older, 'zapflow.db');
  await createDatabase(olderPath, 'older', 1);
  const { backup } = await migrateDatabase({
    source: { engine: 'sqlite', path: olderPath },
    path: olderPath,
    dataDir: older,
    nowMs: 1,
  });
  assert.equal(readPosition(backup as string), 'older');
});
