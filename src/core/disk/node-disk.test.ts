import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { nodeDisk } from './node-disk.ts';
import { diskCases, withCode } from './testing/disk-cases.ts';

const folder = mkdtempSync(join(tmpdir(), 'zapflow-disk-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
const newPath = () => join(folder, `${++count}.db`);

diskCases('the disk of the machine', () => ({ disk: nodeDisk, path: newPath(), close() {} }));

/** A database with one row, closed again. */
function createFile(): string {
  const path = newPath();
  const database = nodeDisk.open(path);
  database.exec("CREATE TABLE rows (text TEXT); INSERT INTO rows VALUES ('first')");
  database.close();
  return path;
}

function rowsOf(path: string): number {
  const database = nodeDisk.open(path, { readOnly: true });
  const rows = database.prepare('SELECT text FROM rows').all([]);
  database.close();
  return rows.length;
}

test('a full disk refuses the row, and nothing of its transaction is there', () => {
  const path = createFile();
  const database = nodeDisk.open(path);
  database.exec('PRAGMA max_page_count = 8');
  database.begin('full');
  assert.throws(() => {
    for (let i = 0; i < 100; i++) database.prepare('INSERT INTO rows VALUES (?)').run(['x'.repeat(4000)]);
  }, withCode('DISK_FULL'));
  if (database.isInTransaction) database.rollback();
  database.begin('full');
  database.prepare('INSERT INTO rows VALUES (?)').run(['fits']);
  database.commit();
  database.close();
  assert.equal(rowsOf(path), 2);
});

test('a file that another process has locked is said to be locked', () => {
  const path = createFile();
  const database = nodeDisk.open(path, { busyTimeoutMs: 1 });
  database.begin('full');
  const script = `
    import { nodeDisk } from ${JSON.stringify(new URL('node-disk.ts', import.meta.url).href)};
    try { nodeDisk.open(${JSON.stringify(path)}, { busyTimeoutMs: 1 }).begin('full') } catch (error) { process.stdout.write(error.code) }`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  assert.equal(stdout, 'DATABASE_LOCKED', stderr);
  database.rollback();
  database.close();
});

test('a file that may only be read refuses to be written', {
  skip: process.getuid?.() === 0 && 'root may write everything',
}, () => {
  const path = createFile();
  chmodSync(path, 0o444);
  assert.throws(() => nodeDisk.open(path), withCode('DATABASE_READ_ONLY'));
});

test('a file whose pages were overwritten is said to be corrupt', () => {
  const path = createFile();
  const bytes = readFileSync(path);
  // The header is left as it is, so that the file still looks like a database.
  bytes.fill(0xff, 100);
  writeFileSync(path, bytes);
  assert.throws(() => {
    const database = nodeDisk.open(path);
    database.prepare('SELECT text FROM rows').all([]);
  }, withCode('DATABASE_CORRUPT'));
});

test('a file that is no database is said to be corrupt', () => {
  const path = newPath();
  writeFileSync(path, 'a letter, not a database, and longer than the header of one would be'.repeat(10));
  assert.throws(() => nodeDisk.open(path), withCode('DATABASE_CORRUPT'));
});

test('a path in a folder that does not exist cannot be opened', () => {
  assert.throws(() => nodeDisk.open(join(folder, 'nowhere', 'a.db')), withCode('DATABASE_UNOPENABLE'));
});

test('a new file is in WAL mode, checks foreign keys and can give pages back', () => {
  const database = nodeDisk.open(newPath());
  const ask = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).all([])[0] ?? {})[0];
  assert.equal(ask('journal_mode'), 'wal');
  assert.equal(ask('foreign_keys'), 1);
  assert.equal(ask('auto_vacuum'), 2);
});

test('a commit waits for the disk as its durability asks', () => {
  const database = nodeDisk.open(newPath());
  const synchronous = () => database.prepare('PRAGMA synchronous').all([])[0]?.['synchronous'];
  assert.equal(synchronous(), 2);
  database.begin('normal');
  database.commit();
  assert.equal(synchronous(), 1);
  database.begin('full');
  database.commit();
  assert.equal(synchronous(), 2);
});

test('a commit that fails leaves no transaction behind', () => {
  const database = nodeDisk.open(newPath());
  database.exec(
    'CREATE TABLE parents (id INTEGER PRIMARY KEY); CREATE TABLE children (parent REFERENCES parents DEFERRABLE INITIALLY DEFERRED)',
  );
  database.begin('full');
  database.prepare('INSERT INTO children VALUES (7)').run([]);
  assert.throws(() => database.commit(), withCode('ROW_CONFLICT'));
  assert.equal(database.isInTransaction, false);
  assert.equal(database.prepare('SELECT parent FROM children').all([]).length, 0);
});
