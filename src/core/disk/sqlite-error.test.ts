import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ErrorCode } from '../error-table.ts';
import { AppError } from '../errors.ts';
import { toSqliteError } from './sqlite-error.ts';

const sqlite = (errcode: number) => Object.assign(new Error('said SQLite'), { errcode });

/** Extended codes as https://www.sqlite.org/rescode.html lists them. */
const named: readonly (readonly [code: number, name: string, ours: ErrorCode])[] = [
  [5, 'SQLITE_BUSY', 'DATABASE_LOCKED'],
  [261, 'SQLITE_BUSY_RECOVERY', 'DATABASE_LOCKED'],
  [517, 'SQLITE_BUSY_SNAPSHOT', 'DATABASE_LOCKED'],
  [6, 'SQLITE_LOCKED', 'DATABASE_LOCKED'],
  [8, 'SQLITE_READONLY', 'DATABASE_READ_ONLY'],
  [1032, 'SQLITE_READONLY_DBMOVED', 'DATABASE_READ_ONLY'],
  [10, 'SQLITE_IOERR', 'DISK_FAILED'],
  [266, 'SQLITE_IOERR_READ', 'DISK_FAILED'],
  [778, 'SQLITE_IOERR_WRITE', 'DISK_FAILED'],
  [1034, 'SQLITE_IOERR_FSYNC', 'DISK_SYNC_FAILED'],
  [1290, 'SQLITE_IOERR_DIR_FSYNC', 'DISK_SYNC_FAILED'],
  [4874, 'SQLITE_IOERR_SHMSIZE', 'DISK_FULL'],
  [11, 'SQLITE_CORRUPT', 'DATABASE_CORRUPT'],
  [13, 'SQLITE_FULL', 'DISK_FULL'],
  [14, 'SQLITE_CANTOPEN', 'DATABASE_UNOPENABLE'],
  [19, 'SQLITE_CONSTRAINT', 'ROW_CONFLICT'],
  [2067, 'SQLITE_CONSTRAINT_UNIQUE', 'ROW_CONFLICT'],
  [787, 'SQLITE_CONSTRAINT_FOREIGNKEY', 'ROW_CONFLICT'],
  [26, 'SQLITE_NOTADB', 'DATABASE_CORRUPT'],
  [1, 'SQLITE_ERROR', 'BUG'],
  [21, 'SQLITE_MISUSE', 'BUG'],
];

for (const [code, name, ours] of named)
  test(`${name} is ${ours}`, () => assert.equal(toSqliteError(sqlite(code)).code, ours));

test('what SQLite said goes along, and the error it threw', () => {
  const thrown = sqlite(2067);
  const { details, cause } = toSqliteError(thrown);
  assert.deepEqual(details, { reason: 'said SQLite', sqliteCode: 2067 });
  assert.equal(cause, thrown);
});

test('an error that has a name of ours keeps it', () => {
  const ours = new AppError('DISK_FULL');
  assert.equal(toSqliteError(ours), ours);
});

test('anything else is a bug', () => {
  for (const thrown of [
    new TypeError('closed'),
    'words',
    undefined,
    null,
    Object.assign(new Error(), { errcode: 'x' }),
  ])
    assert.equal(toSqliteError(thrown).code, 'BUG');
});
