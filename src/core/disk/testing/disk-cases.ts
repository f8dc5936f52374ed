// What every disk does, real or simulated.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { ErrorCode } from '../../error-table.ts';
import { AppError } from '../../errors.ts';
import type { Database, Disk } from '../disk.ts';

export type DiskUnderTest = {
  readonly disk: Disk;
  /** A path at which nothing is yet. */
  readonly path: string;
  close(): void;
};

export function withCode(code: ErrorCode): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof AppError, String(error));
    assert.equal(error.code, code);
    return true;
  };
}

export function diskCases(name: string, create: () => DiskUnderTest): void {
  describe(`${name} as every disk`, () => {
    let under: DiskUnderTest;
    let database: Database;
    const open = (options = {}) => under.disk.open(under.path, { busyTimeoutMs: 1, ...options });
    const namesIn = (from: Database) =>
      from
        .prepare('SELECT name FROM rows ORDER BY id')
        .all([])
        .map((row) => row['name']);
    const insert = (into: Database, row: string) =>
      into.prepare('INSERT INTO rows (name) VALUES (?)').run([row]);

    beforeEach(() => {
      under = create();
      database = open();
      database.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL)');
    });

    afterEach(() => under.close());

    test('creates a database where nothing is, and finds it again', () => {
      insert(database, 'kept');
      database.close();
      assert.deepEqual(namesIn(open()), ['kept']);
    });

    test('does not create what is only to be read', () => {
      assert.throws(
        () => under.disk.open(`${under.path}.none`, { readOnly: true }),
        withCode('DATABASE_UNOPENABLE'),
      );
    });

    test('gives each path a database of its own', () => {
      const other = under.disk.open(`${under.path}.other`);
      assert.throws(() => namesIn(other), withCode('BUG'));
      other.close();
    });

    test('keeps what was committed and undoes what was rolled back', () => {
      database.begin('full');
      insert(database, 'first');
      database.commit();
      database.begin('normal');
      insert(database, 'second');
      database.rollback();
      assert.deepEqual(namesIn(database), ['first']);
    });

    test('tells whether a transaction is open', () => {
      assert.equal(database.isInTransaction, false);
      database.begin('normal');
      assert.equal(database.isInTransaction, true);
      database.commit();
      assert.equal(database.isInTransaction, false);
    });

    test('undoes the open transaction of a connection that is closed', () => {
      database.begin('full');
      insert(database, 'half');
      database.close();
      assert.deepEqual(namesIn(open()), []);
    });

    test('lets others read what was there before an open transaction, and after it what it did', () => {
      const reader = open({ readOnly: true });
      insert(database, 'before');
      database.begin('full');
      insert(database, 'during');
      assert.deepEqual(namesIn(database), ['before', 'during']);
      assert.deepEqual(namesIn(reader), ['before']);
      database.commit();
      assert.deepEqual(namesIn(reader), ['before', 'during']);
    });

    test('lets one write at a time', () => {
      const other = open();
      database.begin('full');
      assert.throws(() => other.begin('full'), withCode('DATABASE_LOCKED'));
      assert.throws(() => insert(other, 'pushed in'), withCode('DATABASE_LOCKED'));
      database.commit();
      other.begin('full');
      insert(other, 'in turn');
      other.commit();
      assert.deepEqual(namesIn(database), ['in turn']);
    });

    test('writes nothing through a connection that only reads', () => {
      const reader = open({ readOnly: true });
      assert.throws(() => insert(reader, 'no'), withCode('DATABASE_READ_ONLY'));
      insert(database, 'yes');
      assert.deepEqual(namesIn(reader), ['yes']);
    });

    test('refuses a row that breaks a constraint and leaves the transaction open', () => {
      database.begin('full');
      insert(database, 'twin');
      assert.throws(() => insert(database, 'twin'), withCode('ROW_CONFLICT'));
      assert.equal(database.isInTransaction, true);
      database.commit();
      assert.deepEqual(namesIn(database), ['twin']);
    });

    test('prepares a text once', () => {
      const sql = 'SELECT id FROM rows';
      assert.equal(database.prepare(sql), database.prepare(sql));
    });

    test('knows which statements answer with rows, and how many rows a change met', () => {
      assert.equal(database.prepare('SELECT id FROM rows').returnsRows, true);
      assert.equal(database.prepare('DELETE FROM rows').returnsRows, false);
      assert.equal(database.prepare('INSERT INTO rows (name) VALUES (?) RETURNING id').returnsRows, true);
      insert(database, 'a');
      insert(database, 'b');
      assert.deepEqual(database.prepare('DELETE FROM rows').run([]), { changes: 2 });
    });

    test('answers with what a change returns', () => {
      const rows = database.prepare('INSERT INTO rows (name) VALUES (?) RETURNING name').all(['returned']);
      assert.deepEqual(
        rows.map((row) => row['name']),
        ['returned'],
      );
      assert.deepEqual(namesIn(database), ['returned']);
    });

    test('takes and gives every kind of value as it is', () => {
      database.exec('CREATE TABLE kinds (a, b, c, d)');
      const values = [null, 1.5, 'text', new Uint8Array([0, 255])];
      database.prepare('INSERT INTO kinds VALUES (?, ?, ?, ?)').run(values);
      const [row] = database.prepare('SELECT a, b, c, d FROM kinds').all([]);
      assert.deepEqual(Object.values(row ?? {}), values);
    });

    test('takes wrong SQL for a mistake of ours', () => {
      assert.throws(() => database.exec('SELEC'), withCode('BUG'));
      assert.throws(() => database.prepare('SELECT nothing FROM nowhere'), withCode('BUG'));
    });

    test('is in place as long as its path leads to it', () => {
      assert.equal(database.isInPlace, true);
    });

    test('can be closed twice, and does nothing afterwards', () => {
      database.close();
      database.close();
      assert.throws(() => database.exec('SELECT 1'), withCode('BUG'));
    });
  });
}
