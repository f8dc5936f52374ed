import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { nodeDisk } from '../core/disk/node-disk.ts';
import { createDatabase, createFolder } from '../workers/storage/backup/testing/small-database.ts';
import { openJournal } from '../workers/storage/journal/journal.ts';
import { units } from '../workers/storage/units/index.ts';
import { toInterrupt } from './interrupt.ts';
import { runWords } from './testing/fake-io.ts';

/** Nobody listens there. */
const ZAPFLOW_DATABASE_URL = 'postgres://nobody@127.0.0.1:1/none';

async function createWaiting(owner: TestContext) {
  const folder = createFolder(owner);
  const backup = join(folder, 'backup.db');
  await createDatabase(backup, 'kept');
  const journal = openJournal(nodeDisk, join(folder, 'journal.db'), 'id');
  const input = { topic: 'alerts', key: 'one', payload: null };
  const job = { name: 'sendMessage', unit: units.sendMessage, input, correlationId: '', acceptedMs: 1 };
  journal.append([{ ...job, outcome: undefined }], null);
  journal.close();
  const restore = (...flags: string[]) =>
    runWords(['restore', backup, '--yes', '--data', folder, ...flags], { env: { ZAPFLOW_DATABASE_URL } });
  return { folder, restore };
}

test('a restore into a server is refused while confirmed writes wait in the journal, and says what to do', async (t) => {
  const { restore } = await createWaiting(t);
  const { exitCode, out, err } = await restore();
  assert.notEqual(exitCode, 0);
  assert.match(out, /^journal +1 write in it/m);
  assert.match(err, /The local journal holds confirmed writes/);
  assert.match(err, /until the journal is empty/);
});

test('before it is asked, a restore says what was written since the backup and will be lost', async (t) => {
  const folder = createFolder(t);
  const backup = join(folder, 'backup.db');
  await createDatabase(join(folder, 'zapflow.db'), 'here');
  const run = (...words: string[]) => runWords([...words, '--data', folder]);
  assert.equal((await run('backup', backup, '--plain')).exitCode, 0);
  assert.match((await run('restore', backup)).out, /^lost +no money, reservation, message or cursor/m);
  const database = nodeDisk.open(join(folder, 'zapflow.db'));
  const later = Date.UTC(2100, 0);
  database.exec(`insert into entries values ('k', 'me', 'SOL', '1', '', ${later}), ('l', 'me', 'SOL', '1', '', ${later});
    update cursors set updated_at = ${later}`);
  database.close();
  const { out, exitCode } = await run('restore', backup);
  assert.equal(exitCode, 1);
  assert.match(
    out,
    /^lost .*: 2 entries of money, 1 cursor; the last write was at 2100-01-01 00:00:00 UTC$/m,
  );
  writeFileSync(join(folder, 'zapflow.db'), 'no database at all. '.repeat(100));
  assert.match((await run('restore', backup)).out, /^lost .*cannot be read: The database file is damaged/m);
});

test('what was stopped by Ctrl-C says so, exits 130, and leaves neither a part nor a change', async (t) => {
  const folder = createFolder(t);
  await createDatabase(join(folder, 'zapflow.db'), 'here');
  const backup = join(folder, 'backup.db');
  const run = (signal: NodeJS.Signals, ...words: string[]) =>
    runWords([...words, '--data', folder], { interrupted: () => AbortSignal.abort(toInterrupt(signal)) });
  /** Reading a database leaves the empty log beside it. */
  const list = () => readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name));
  const before = list();
  const stopped = await run('SIGINT', 'backup', backup, '--plain');
  assert.deepEqual([stopped.exitCode, list()], [130, before]);
  assert.match(
    stopped.err,
    /^Stopped: no backup was made, and nothing was left or changed at .*backup\.db\.$/m,
  );
  assert.equal((await runWords(['backup', backup, '--plain', '--data', folder])).exitCode, 0);
  const [present, files] = [readFileSync(join(folder, 'zapflow.db')), list()];
  for (const words of [
    ['restore', backup, '--yes'],
    ['restore', backup],
  ]) {
    const { exitCode, err } = await run('SIGTERM', ...words);
    assert.equal(exitCode, 143);
    assert.match(err, /^Stopped: the database is as it was\.$/m);
  }
  assert.deepEqual(readFileSync(join(folder, 'zapflow.db')), present);
  assert.deepEqual(list(), files);
});

test('with --force what waits is left for the restored database', async (t) => {
  const { restore } = await createWaiting(t);
  const { err } = await restore('--force');
  assert.match(err, /PostgreSQL cannot be reached/);
});
