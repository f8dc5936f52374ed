import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createDatabase, createFolder } from '../workers/storage/backup/testing/small-database.ts';
import { runWords } from './testing/fake-io.ts';

test('a backup names the files that are not in it, and a restore those that its folder does not have', async (t) => {
  const folder = createFolder(t);
  const backup = join(folder, 'backup.db');
  await createDatabase(join(folder, 'zapflow.db'), 'here');
  const run = (...words: string[]) => runWords([...words, '--data', folder]);
  assert.doesNotMatch((await run('backup', backup, '--plain')).err, /Not in this backup/);
  const [key, keystore] = [join(folder, 'instance.key'), join(folder, 'signer.keystore')];
  const bare = await run('restore', backup, '--yes');
  assert.ok(bare.err.includes(`never in a backup: ${key}, ${keystore}.`), bare.err);
  writeFileSync(key, 'a'.repeat(64), { mode: 0o600 });
  assert.ok((await run('restore', backup, '--yes')).err.includes(`never in a backup: ${keystore}.`));
  writeFileSync(keystore, 'sealed', { mode: 0o600 });
  assert.ok(
    (await run('backup', `${backup}2`, '--plain')).err.includes(`Not in this backup: ${key}, ${keystore}.`),
  );
  assert.doesNotMatch((await run('restore', backup, '--yes')).err, /never in a backup/);
});
