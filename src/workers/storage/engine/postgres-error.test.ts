import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toPostgresError } from './postgres-error.ts';

/** An error as the client or Node throws it. */
const thrown = (code: string | undefined, message = 'words') => Object.assign(new Error(message), { code });

const named = [
  ['08006', 'DATABASE_AWAY'],
  ['23502', 'ROW_CONFLICT'],
  ['23503', 'ROW_CONFLICT'],
  ['23505', 'ROW_CONFLICT'],
  ['23514', 'ROW_CONFLICT'],
  ['25006', 'DATABASE_READ_ONLY'],
  ['28000', 'DATABASE_REFUSED'],
  ['28P01', 'DATABASE_REFUSED'],
  ['3D000', 'DATABASE_REFUSED'],
  ['40001', 'DATABASE_LOCKED'],
  ['40P01', 'DATABASE_LOCKED'],
  ['42501', 'DATABASE_REFUSED'],
  ['53100', 'DISK_FULL'],
  ['53300', 'DATABASE_AWAY'],
  ['55P03', 'DATABASE_LOCKED'],
  ['57014', 'STATEMENT_TIMED_OUT'],
  ['57P01', 'DATABASE_AWAY'],
  ['57P02', 'DATABASE_AWAY'],
  ['57P03', 'DATABASE_AWAY'],
  ['58030', 'DISK_FAILED'],
  ['XX001', 'DATABASE_CORRUPT'],
  ['22021', 'MESSAGE_INVALID'],
  ['42601', 'BUG'],
  ['25P02', 'BUG'],
  ['ECONNREFUSED', 'DATABASE_AWAY'],
  ['ECONNRESET', 'DATABASE_AWAY'],
  ['ENOTFOUND', 'DATABASE_AWAY'],
  ['EPIPE', 'DATABASE_AWAY'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'DATABASE_REFUSED'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'DATABASE_REFUSED'],
] as const;

for (const [state, code] of named)
  test(`${state} is ${code}`, () => assert.equal(toPostgresError(thrown(state)).code, code));

const worded = [
  ['Connection terminated unexpectedly', 'DATABASE_AWAY'],
  ['Query read timeout', 'DATABASE_AWAY'],
  ['timeout expired', 'DATABASE_AWAY'],
  ['timeout exceeded when trying to connect', 'DATABASE_AWAY'],
  ['Client has encountered a connection error and is not queryable', 'DATABASE_AWAY'],
  ['The server does not support SSL connections', 'DATABASE_REFUSED'],
  ['SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string', 'DATABASE_REFUSED'],
  ['x is not a function', 'BUG'],
] as const;

for (const [message, code] of worded)
  test(`"${message}" is ${code}`, () => assert.equal(toPostgresError(thrown(undefined, message)).code, code));

test('what the server said goes along as the reason', () => {
  const { details } = toPostgresError(thrown('23505', 'duplicate key'));
  assert.deepEqual(details, { reason: 'duplicate key', sqlState: '23505' });
});
