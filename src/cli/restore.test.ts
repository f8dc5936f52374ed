import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { nodeDisk } from '../core/disk/node-disk.ts';
import { createDatabase, createFolder } from '../workers/storage/backup/testing/small-database.ts';
import { openJournal } from '../workers/storage/journal/journal.ts';
import { units } from '../workers/storage/units/index.ts';
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
  assert.match(out, /1 writes? waits? in it/);
  assert.match(err, /The local journal holds confirmed writes/);
  assert.match(err, /until the journal is empty/);
});

test('with --force what waits is left for the restored database', async (t) => {
  const { restore } = await createWaiting(t);
  const { err } = await restore('--force');
  assert.match(err, /PostgreSQL cannot be reached/);
});
