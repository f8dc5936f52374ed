import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ErrorCode, errorTable } from '../../../core/error-table.ts';
import { AppError } from '../../../core/errors.ts';
import { failureMeanings, failureStatuses, toFailure } from './failures.ts';

const tell = (thrown: unknown) => {
  const { status, body } = toFailure(thrown, 'id');
  return [status, body.error.code, body.error.message];
};

test('what is wrong with a request is told in its own words', () => {
  assert.deepEqual(tell(new AppError('ROLE_EXCEEDED', 'Ask for less.')), [
    403,
    'ROLE_EXCEEDED',
    'Ask for less.',
  ]);
});

test('what is wrong inside is told in words that hold nothing of the inside', () => {
  const inside = 'connect to 10.0.0.5 as root failed';
  assert.deepEqual(tell(new AppError('DATABASE_AWAY', inside)), [
    503,
    'DATABASE_AWAY',
    errorTable.DATABASE_AWAY.message,
  ]);
  assert.deepEqual(tell(new AppError('WRITE_UNKNOWN', inside)), [
    502,
    'WRITE_UNKNOWN',
    errorTable.WRITE_UNKNOWN.message,
  ]);
  for (const thrown of [new AppError('BUG', inside), new TypeError(inside), inside, undefined])
    assert.deepEqual(tell(thrown), [500, 'BUG', 'The request failed.']);
  assert.deepEqual(tell(new AppError('CONFIG_INVALID', inside)), [500, 'BUG', 'The request failed.']);
});

test('every error of the table has a status that the documents explain', () => {
  for (const code of Object.keys(errorTable) as ErrorCode[]) {
    const { status, body } = toFailure(new AppError(code), 'id');
    assert.ok(failureStatuses.includes(status) && failureMeanings[status], code);
    assert.ok(body.error.message.length > 0);
  }
});
