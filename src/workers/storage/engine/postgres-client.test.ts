// What only a real server can show: its lock, its limits, its refusals, its types.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { Secret } from '../../../core/secret.ts';
import { OwnPostgres, skipsOwnPostgres } from '../testing/own-postgres.ts';
import { openPostgres } from './postgres-client.ts';
import { PostgresConnection } from './postgres-connection.ts';

describe('a PostgreSQL server', { skip: skipsOwnPostgres }, () => {
  let own: OwnPostgres;
  before(async () => {
    own = await OwnPostgres.create();
  });
  after(() => own.remove());

  const open = (url = own.url, readTimeoutMs = 5000) =>
    openPostgres({ url: new Secret(url), poolConnections: 2, readTimeoutMs });
  const codeOf = ({ code }: AppError) => code;

  test('has one writer: another waits for it a while and is then refused', async () => {
    const [first, second] = [open(), open()];
    const session = await first.connect();
    await assert.rejects(second.connect(), { code: 'DATABASE_IN_USE' });
    const waiting = second.connect();
    await session.close();
    await (await waiting).close();
    await Promise.all([first.close(), second.close()]);
  });

  test('lets a writer take over from its own session that the server still holds', async () => {
    const server = open();
    const before = await server.connect();
    const again = await server.connect();
    assert.match((await before.lost).message, /terminat/);
    await again.close();
    await server.close();
  });

  test('gives whole numbers as numbers, and refuses those that are not exact', async () => {
    const server = open();
    const { rows } = await server.read('select 9007199254740991::int8 as most, count(*) as count', []);
    assert.deepEqual(rows, [{ most: 9007199254740991, count: 1 }]);
    await assert.rejects(server.read('select 9007199254740993::int8 as more', []), { code: 'BUG' });
    await server.close();
  });

  test('ends what takes too long, and is read from only', async () => {
    const server = open(own.url, 200);
    assert.equal(await server.read('select pg_sleep(5)', []).catch(codeOf), 'STATEMENT_TIMED_OUT');
    assert.equal(await server.read('create table no_table (id int)', []).catch(codeOf), 'DATABASE_READ_ONLY');
    await server.close();
  });

  test('has every limit set on the session that writes, and a name', async () => {
    const server = open();
    const session = await server.connect();
    const { rows } = await session.query(
      `select name, setting from pg_settings where name in ('statement_timeout', 'lock_timeout',
       'idle_in_transaction_session_timeout', 'application_name', 'tcp_keepalives_idle') order by name`,
      [],
    );
    assert.deepEqual(
      rows.map(({ name, setting }) => [name, setting]),
      [
        ['application_name', 'zapflow'],
        ['idle_in_transaction_session_timeout', '30000'],
        ['lock_timeout', '3000'],
        ['statement_timeout', '10000'],
        ['tcp_keepalives_idle', '10'],
      ],
    );
    await session.close();
    await server.close();
  });

  test('takes more rows at once than one statement has places for', async () => {
    const server = open();
    const connection = new PostgresConnection();
    connection.attach(await server.connect());
    await connection.query('create table many (a bigint, b text)', []);
    await connection.insertRows(
      'many',
      ['a', 'b'],
      Array.from({ length: 40_000 }, (_, i) => [i, null]),
    );
    const { rows } = await connection.query('select count(*) as count, sum(a) as sum from many', []);
    assert.deepEqual(rows, [{ count: 40_000, sum: '799980000' }]);
    await connection.close();
    await server.close();
  });

  test('says by durability how long a commit waits for the disk', async () => {
    const server = open();
    const connection = new PostgresConnection();
    connection.attach(await server.connect());
    for (const [durability, expected] of [
      ['normal', 'off'],
      ['full', 'on'],
    ] as const) {
      await connection.begin(durability);
      const { rows } = await connection.query("select current_setting('synchronous_commit') as is", []);
      assert.deepEqual(rows, [{ is: expected }]);
      await connection.commit();
    }
    await connection.close();
    await server.close();
  });

  test('that switched waiting for the disk off is overruled where it matters', async () => {
    await own.ask("alter role postgres set synchronous_commit = 'off'");
    const server = open();
    const session = await server.connect();
    const { rows } = await session.query("select current_setting('synchronous_commit') as is", []);
    assert.deepEqual(rows, [{ is: 'on' }]);
    await own.ask('alter role postgres reset synchronous_commit');
    await session.close();
    await server.close();
  });

  test('refuses an unknown database or user, and no password is ever told', async () => {
    for (const url of [
      own.url.replace('/postgres', '/no_such_database').replace('postgres@', 'postgres:hunter2@'),
      own.url.replace('postgres@', 'nobody:hunter2@'),
    ]) {
      const server = open(url);
      const error = await server.connect().catch((thrown: AppError) => thrown);
      assert.ok(error instanceof AppError);
      assert.equal(error.code, 'DATABASE_REFUSED');
      assert.ok(!JSON.stringify([error.message, error.details, error.stack]).includes('hunter2'));
      await server.close();
    }
  });

  test('without TLS is refused where it is asked for', async () => {
    const server = open(`${own.url}?sslmode=verify-full`);
    assert.equal(await server.connect().catch(codeOf), 'DATABASE_REFUSED');
    await server.close();
  });
});

test('an address that is none is refused without being repeated', () => {
  for (const url of ['postgres://user:hunter2@host:port:no/db', 'mysql://user:hunter2@host/db']) {
    const error = (() => {
      try {
        openPostgres({ url: new Secret(url), poolConnections: 1, readTimeoutMs: 100 });
        return undefined;
      } catch (thrown) {
        return thrown;
      }
    })();
    assert.ok(error instanceof AppError, url);
    assert.equal(error.code, 'DATABASE_REFUSED');
    assert.ok(!JSON.stringify([error.message, error.details, error.stack]).includes('hunter2'));
  }
});

test('a server that takes the connection and says nothing is away after a while', async (t) => {
  const sockets = new Set<Socket>();
  const silent = createServer((socket) => void sockets.add(socket));
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
  const { port } = silent.address() as { port: number };
  const server = openPostgres({
    url: new Secret(`postgres://postgres@127.0.0.1:${port}/postgres`),
    poolConnections: 1,
    readTimeoutMs: 100,
  });
  await assert.rejects(server.connect(), { code: 'DATABASE_AWAY' });
  await server.close();
});
