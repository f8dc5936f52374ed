import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeDisk } from '../core/disk/node-disk.ts';
import { createDatabase, createFolder } from '../workers/storage/backup/testing/small-database.ts';
import { runWords } from './testing/fake-io.ts';

/** Nobody listens there. */
const ZAPFLOW_DATABASE_URL = 'postgres://zoe:canary@127.0.0.1:1/trades';

test('while PostgreSQL is away its status tells what is known here, and why that is not all', async (t) => {
  const folder = createFolder(t);
  const env = { ZAPFLOW_DATABASE_URL };
  const { exitCode, out, err } = await runWords(['db', 'status', '--data', folder], { env });
  assert.equal(exitCode, 1);
  assert.match(out, /^database +postgres, postgres:\/\/zoe@127\.0\.0\.1:1\/trades$/m);
  assert.match(out, /^away +PostgreSQL cannot be reached: .*ECONNREFUSED.*\. Start the server/m);
  assert.match(out, /^journaled +0 writes waiting/m);
  assert.match(out, /^backup +none known$/m);
  assert.doesNotMatch(out, /^(schema|size|parked) /m);
  assert.doesNotMatch(out + err, /canary/);
  const { away, isRunning } = JSON.parse(
    (await runWords(['db', 'status', '--json', '--data', folder], { env })).out,
  ) as { away: string; isRunning: boolean };
  assert.match(away, /cannot be reached/);
  assert.equal(isRunning, false);
});

test('a damaged database names the newest backup and the command for it, whatever meets it', async (t) => {
  const folder = createFolder(t);
  const [path, file] = [join(folder, 'zapflow.db'), join(folder, 'good.db')];
  await createDatabase(path, 'here');
  const run = (...words: string[]) => runWords([...words, '--data', folder]);
  assert.equal((await run('backup', file, '--plain')).exitCode, 0);
  writeFileSync(path, 'no database at all. '.repeat(100));
  for (const words of [
    ['db', 'status'],
    ['db', 'migrate'],
    ['backup', join(folder, 'next.db'), '--plain'],
  ]) {
    const { exitCode, err } = await run(...words);
    assert.equal(exitCode, 78, words.join(' '));
    assert.match(err, /^error: The database file is damaged: .*\.$/m, words.join(' '));
    assert.ok(err.includes(`zapflow restore ${file} --data ${folder}`), err);
  }
});

test('a database of a newer program says by how much, and names the backup from before', async (t) => {
  const folder = createFolder(t);
  const [path, file] = [join(folder, 'zapflow.db'), join(folder, 'good.db')];
  await createDatabase(path, 'here');
  const run = (...words: string[]) => runWords([...words, '--data', folder]);
  assert.equal((await run('backup', file, '--plain')).exitCode, 0);
  const database = nodeDisk.open(path);
  database.exec("insert into schema_versions values (1000, 'of tomorrow', 1)");
  database.close();
  for (const [words, code] of [
    [['db', 'status'], 1],
    [['db', 'migrate'], 78],
  ] as const) {
    const { exitCode, err } = await run(...words);
    assert.equal(exitCode, code);
    assert.match(err, /newer Zapflow: its schema is 1000, this program knows \d+\.\nInstall that Zapflow/);
    assert.ok(err.includes(`zapflow restore ${file} --data ${folder}`), err);
  }
});
