import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engines } from '../testing/engines.ts';
import { withServer } from './server-connection.ts';

const url = 'postgres://postgres@127.0.0.1:5432/postgres';
const skip = engines.find(({ name }) => name === 'PostgreSQL')?.skip ?? false;

describe('a connection for one operation', { skip }, () => {
  test('gives up a server that does not answer', async () => {
    const asleep = withServer(url, async (server) => server.query('select pg_sleep(60)', []), 100);
    await assert.rejects(asleep, { code: 'DATABASE_AWAY' });
  });

  test('gives whole numbers as numbers, and refuses those that are not exact', async () => {
    const ask = (sql: string) => withServer(url, async (server) => (await server.query(sql, [])).rows);
    assert.deepEqual(await ask('select 9007199254740991::int8 as most'), [{ most: 9007199254740991 }]);
    await assert.rejects(ask('select 9007199254740993::int8 as more'), { code: 'BUG' });
  });
});
