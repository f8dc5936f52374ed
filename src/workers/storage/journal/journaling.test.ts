// A journal that cannot be used: what its callers are told, what health shows, and what mends it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { systemClock } from '../../../core/clock.ts';
import type { Database } from '../../../core/disk/disk.ts';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { errorTable } from '../../../core/error-table.ts';
import { AppError } from '../../../core/errors.ts';
import type { Log } from '../../../core/log/log.ts';
import type { Job } from '../engine/batch.ts';
import { alert, createAwayFixture, untilHealthy } from '../testing/away-fixture.ts';
import { awayRigs } from '../testing/away-rigs.ts';
import { units } from '../units/index.ts';
import { countEntries } from './count-entries.ts';
import { Journal, openJournal } from './journal.ts';
import { Journaling } from './journaling.ts';

const [rig] = awayRigs;
assert.ok(rig);
const double = rig;

function createFolder(owner: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-journal-'));
  owner.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

const jobOf = (payload: string): Job => ({
  name: 'sendMessage',
  unit: units.sendMessage,
  input: { ...alert('key'), payload },
  correlationId: 'cause',
  acceptedMs: 17,
  outcome: undefined,
});

function openJournaling(journal: Journal, maxBytes?: number) {
  const lines: string[] = [];
  const tell = (line: string) => void lines.push(line);
  const log: Log = { debug: tell, info: tell, warn: tell, error: tell, fatal: tell, child: () => log };
  const journaling = new Journaling({
    journal,
    maxJournaled: 1000,
    ...(maxBytes === undefined ? {} : { maxBytes }),
    clock: systemClock,
    log,
    refusal: () => new AppError('DATABASE_AWAY'),
  });
  const keep = (payload = 'x') => {
    const job = jobOf(payload);
    journaling.keep([job]);
    return job.outcome && 'error' in job.outcome ? job.outcome.error.code : 'done';
  };
  return { journaling, lines, keep };
}

test('a journal without room is told by its own name, shown until it takes writes again, and logged once', (t) => {
  const database = nodeDisk.open(':memory:');
  let isFull = false;
  const struck: Database = {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => database.prepare(sql),
    begin: (durability) => database.begin(durability),
    commit() {
      if (isFull) throw new AppError('DISK_FULL');
      database.commit();
    },
    rollback: () => database.rollback(),
    close: () => database.close(),
    get isInTransaction() {
      return database.isInTransaction;
    },
    isInPlace: true,
  };
  const journal = new Journal(struck, 'id');
  t.after(() => journal.close());
  const { journaling, lines, keep } = openJournaling(journal);
  isFull = true;
  assert.deepEqual([keep(), keep()], ['JOURNAL_UNWRITABLE', 'JOURNAL_UNWRITABLE']);
  assert.equal(journaling.health.failing?.code, 'JOURNAL_UNWRITABLE');
  assert.match(journaling.health.failing?.reason ?? '', /disk is full/);
  isFull = false;
  assert.equal(keep(), 'done');
  assert.equal(journaling.health.failing, null);
  assert.deepEqual(lines, ['writing to the journal fails', 'writing to the journal goes on']);
});

test('a journal takes no more entries beyond its bytes, and says so', (t) => {
  const journal = openJournal(nodeDisk, ':memory:', 'id');
  t.after(() => journal.close());
  const { journaling, keep } = openJournaling(journal, 200_000);
  const outcomes = Array.from({ length: 8 }, () => keep('x'.repeat(50_000)));
  assert.equal(outcomes[0], 'done');
  assert.equal(outcomes.at(-1), 'JOURNAL_FULL');
  assert.equal(journaling.health.failing?.code, 'JOURNAL_FULL');
  journal.forget(100);
  assert.equal(keep(), 'done');
  assert.equal(journaling.health.failing, null);
});

test('a journal that is empty again gives its room back', (t) => {
  const path = `${createFolder(t)}/journal.db`;
  const journal = openJournal(nodeDisk, path, 'id');
  t.after(() => journal.close());
  const { keep } = openJournaling(journal);
  for (let i = 0; i < 100; i++) assert.equal(keep('x'.repeat(50_000)), 'done');
  journal.forget(100);
  const bytes = statSync(path).size + statSync(`${path}-wal`).size;
  assert.ok(bytes < 200_000, `${bytes} bytes`);
});

test('a damaged journal stops the start by its own name, and nobody is told to restore the database', async (t) => {
  const { server, folder, start } = await createAwayFixture(t, double);
  await server.stop();
  writeFileSync(`${folder}/journal.db`, 'no database at all '.repeat(1000));
  await assert.rejects(start(), { code: 'JOURNAL_CORRUPT', kind: 'config' });
  assert.throws(() => countEntries(nodeDisk, `${folder}/journal.db`), { code: 'JOURNAL_CORRUPT' });
  assert.match(errorTable.JOURNAL_CORRUPT.fix, /Move `journal.db` aside/);
  for (const [code, { fix }] of Object.entries(errorTable))
    if (/^JOURNAL_(CORRUPT|UN)/.test(code)) assert.doesNotMatch(fix, /restore/i, code);
});

test('a folder in which no journal can be made is told as such', (t) => {
  const path = `${createFolder(t)}/nowhere/journal.db`;
  assert.throws(() => openJournal(nodeDisk, path, 'id'), { code: 'JOURNAL_UNOPENABLE' });
});

test('a journal that was hardly begun holds nothing and is finished', async (t) => {
  const { server, folder, start } = await createAwayFixture(t, double);
  const path = `${folder}/journal.db`;
  const begun = nodeDisk.open(path);
  begun.exec('create table journal (id text primary key)');
  begun.close();
  assert.equal(countEntries(nodeDisk, path), 0);
  await server.stop();
  const storage = await start();
  await storage.client.sendMessage(alert('one'));
  await server.start();
  await untilHealthy(storage);
});

test('a journal is made whole or not at all', (t) => {
  const path = `${createFolder(t)}/journal.db`;
  const database = nodeDisk.open(path);
  const struck: Database = {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => database.prepare(sql),
    begin: (durability) => database.begin(durability),
    commit() {
      throw new AppError('DISK_FULL');
    },
    rollback: () => database.rollback(),
    close: () => database.close(),
    get isInTransaction() {
      return database.isInTransaction;
    },
    isInPlace: true,
  };
  assert.throws(() => new Journal(struck, 'id'), { code: 'JOURNAL_UNWRITABLE' });
  assert.deepEqual(database.prepare('select name from sqlite_schema').all([]), []);
  database.close();
});
