// What may become of the database file and its disk while the program runs, or before it starts.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nodeDisk } from '../../src/core/disk/node-disk.ts';
import { createFolder, inReverse, mountDisk, startOnDisk } from './storage/disk-rig.ts';

const otherProcess = fileURLToPath(new URL('./storage/other-process.ts', import.meta.url));

const fileIn = (folder: string) => join(folder, 'zapflow.db');

test('a full disk: writes fail with DISK_FULL, nothing is half there, and writing goes on by itself', async (t) => {
  const owner = inReverse(t);
  const folder = mountDisk(owner);
  if (!folder) return t.skip('no disk can be mounted here');
  const { book, total, health, untilHealthy, isDegraded } = await startOnDisk(owner, folder);
  assert.equal(await book(), 'done');
  writeFileSync(join(folder, 'filler'), Buffer.alloc(2 ** 20));
  let acknowledged = 1;
  let outcome = await book();
  for (; outcome === 'done'; outcome = await book()) acknowledged++;
  assert.equal(outcome, 'DISK_FULL');
  await isDegraded('DISK_FULL');
  assert.equal(await total(), acknowledged, 'reading goes on');
  rmSync(join(folder, 'filler'));
  await untilHealthy();
  assert.equal(await book(), 'done');
  assert.equal(await total(), acknowledged + 1);
  assert.equal((await health()).failing, null);
});

for (const [strike, code] of [
  ['full', 'DISK_FULL'],
  ['readOnly', 'DATABASE_READ_ONLY'],
] as const)
  test(`a file that cannot take more (${strike}): ${code}, nothing half-written, and back by itself`, async (t) => {
    const owner = inReverse(t);
    const storage = await startOnDisk(owner, createFolder(owner));
    const { book, total } = storage;
    assert.equal(await book(), 'done');
    storage.strike(strike);
    const outcomes = await Promise.all(Array.from({ length: 50 }, book));
    const acknowledged = 1 + outcomes.filter((outcome) => outcome === 'done').length;
    assert.deepEqual(
      [...new Set(outcomes)].filter((outcome) => outcome !== 'done'),
      [code],
    );
    await storage.isDegraded(code);
    assert.equal(await total(), acknowledged);
    storage.strike('none');
    await storage.untilHealthy();
    assert.equal(await book(), 'done');
    assert.equal(await total(), acknowledged + 1);
    assert.equal(storage.statusOf('storage').restarts, 0);
  });

test('another process holds the file: DATABASE_LOCKED soon, others are answered, and writing goes on by itself', async (t) => {
  const owner = inReverse(t);
  const folder = createFolder(owner);
  const { book, total, isDegraded, untilHealthy, statusOf } = await startOnDisk(owner, folder);
  assert.equal(await book(), 'done');
  const holder = spawn(process.execPath, [otherProcess, 'hold', fileIn(folder)]);
  owner.after(() => holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  assert.equal(await book(), 'DATABASE_LOCKED');
  await isDegraded('DATABASE_LOCKED');
  assert.equal(await total(), 1, 'reading goes on');
  holder.kill('SIGKILL');
  await untilHealthy();
  assert.equal(await book(), 'done');
  assert.equal(await total(), 2);
  assert.equal(statusOf('storage').restarts, 0);
});

for (const how of ['deleted', 'replaced', 'moved'] as const)
  test(`a file that is ${how} while it is in use stops the program`, async (t) => {
    const owner = inReverse(t);
    const folder = createFolder(owner);
    const { book, fatal } = await startOnDisk(owner, folder);
    assert.equal(await book(), 'done');
    if (how === 'deleted') rmSync(fileIn(folder));
    else renameSync(fileIn(folder), join(folder, 'elsewhere.db'));
    if (how === 'replaced') writeFileSync(fileIn(folder), '');
    const { code, kind } = await fatal;
    assert.deepEqual([code, kind], ['DATABASE_MOVED', 'config']);
  });

for (const who of ['write', 'read'] as const)
  test(`a page that is damaged while the program runs stops it when a ${who} meets it`, async (t) => {
    const owner = inReverse(t);
    const folder = createFolder(owner);
    const { book, total, fatal } = await startOnDisk(owner, folder);
    for (let i = 0; i < 20; i++) assert.equal(await book(), 'done');
    execFileSync(process.execPath, [otherProcess, 'damage', fileIn(folder)]);
    // A look of storage's own, at the backlog, may meet it a moment earlier and end the worker that is asked.
    const told = /^(DATABASE_CORRUPT|PEER_UNAVAILABLE)$/;
    if (who === 'write') assert.match(await book(), told);
    else await assert.rejects(total(), { code: told });
    const { code, kind } = await fatal;
    assert.deepEqual([code, kind], ['DATABASE_CORRUPT', 'config']);
  });

test('a file that is no database is refused at the start and left as it is', async (t) => {
  const owner = inReverse(t);
  const folder = createFolder(owner);
  const text = 'This is a letter. '.repeat(500);
  writeFileSync(fileIn(folder), text);
  const { fatal } = await startOnDisk(owner, folder);
  assert.equal((await fatal).code, 'DATABASE_CORRUPT');
  assert.equal(readFileSync(fileIn(folder), 'utf8'), text);
});

test('a database of a newer program is refused at the start and left as it is', async (t) => {
  const owner = inReverse(t);
  const folder = createFolder(owner);
  const newer = nodeDisk.open(fileIn(folder));
  newer.exec(
    'create table schema_versions (version integer primary key, name text not null, applied_at bigint not null)',
  );
  newer.exec(`insert into schema_versions values (999, 'of tomorrow', 0)`);
  newer.close();
  const before = readFileSync(fileIn(folder));
  const { fatal } = await startOnDisk(owner, folder);
  const { code, details } = await fatal;
  assert.deepEqual([code, details['database']], ['SCHEMA_NEWER', 999]);
  assert.deepEqual(readFileSync(fileIn(folder)), before);
});

test('a disk that does not confirm a write stops the program, and the outcome is said to be unknown', async (t) => {
  const owner = inReverse(t);
  const { book, strike, fatal } = await startOnDisk(owner, createFolder(owner));
  assert.equal(await book(), 'done');
  strike('unsynced');
  assert.equal(await book(), 'DISK_SYNC_FAILED');
  assert.notEqual(await book(), 'done', 'nothing is acknowledged on a disk that cannot be trusted');
  const { code, kind } = await fatal;
  assert.deepEqual([code, kind], ['DISK_UNTRUSTED', 'config']);
});

test('a folder that cannot be written is refused at the start', async (t) => {
  const owner = inReverse(t);
  const folder = mountDisk(owner);
  if (!folder) return t.skip('no disk can be mounted here');
  nodeDisk.open(fileIn(folder)).close();
  execFileSync('mount', ['-o', 'remount,ro', folder]);
  const { fatal } = await startOnDisk(owner, folder);
  const { code, kind } = await fatal;
  assert.deepEqual([code, kind], ['DATABASE_UNOPENABLE', 'config']);
});
