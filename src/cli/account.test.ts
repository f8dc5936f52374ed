import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { systemClock } from '../core/clock.ts';
import { nodeDisk } from '../core/disk/node-disk.ts';
import { AppError } from '../core/errors.ts';
import { acquireInstanceLock } from '../core/instance-lock.ts';
import { systemRandom } from '../core/random.ts';
import { type ControlCommand, openControlSocket } from '../core/supervisor/control-socket.ts';
import { createPasswords } from '../workers/gateway/security/passwords.ts';
import { createFolder } from '../workers/storage/backup/testing/small-database.ts';
import { createSqliteConnection } from '../workers/storage/engine/sqlite-connection.ts';
import { migrations } from '../workers/storage/migrations/index.ts';
import { migrate } from '../workers/storage/migrations/migrate.ts';
import { changeStopped } from '../workers/storage/operations/change-stopped.ts';
import { lookAtDatabase } from '../workers/storage/operations/look-at-database.ts';
import { operator } from '../workers/storage/operations/operator.ts';
import { createUser } from '../workers/storage/units/create-user.ts';
import { setTotp } from '../workers/storage/units/set-totp.ts';
import { toControlPath } from './control-client.ts';
import { runWords } from './testing/fake-io.ts';
import { createFakeTerminal } from './testing/fake-terminal.ts';

const passwords = createPasswords(systemRandom);
const ann = { id: 'id-ann', name: 'ann', passwordHash: 'hash', role: 'admin', mustBeFirst: false } as const;

/** A data folder of a program that is stopped, with an account that has a second factor. */
async function createStopped(t: TestContext) {
  const dataDir = createFolder(t);
  const path = join(dataDir, 'zapflow.db');
  await changeStopped({ source: { engine: 'sqlite', path }, path, dataDir, nowMs: 7 }, async (tx) => {
    await createUser.run(tx, { by: operator, ...ann });
    await setTotp.run(tx, { by: operator, userId: 'id-ann', totp: 'v1.sealed', step: 0 });
  });
  const query = (sql: string) => {
    const database = nodeDisk.open(path, { readOnly: true });
    try {
      return database.prepare(sql).all([]);
    } finally {
      database.close();
    }
  };
  const run = (...words: string[]) => runWords(['account', ...words, '--data', dataDir]);
  const typing = (password: string, again: string) =>
    runWords(['account', 'reset-password', 'ann', '--data', dataDir], {
      terminal: createFakeTerminal({ 'New password': password, 'same again': again }).terminal,
    });
  return { query, run, typing };
}

test('a made password is printed once, and only its hash is kept', async (t) => {
  const { run, query } = await createStopped(t);
  const { exitCode, out } = await run('reset-password', 'ann', '--print');
  assert.equal(exitCode, 0, out);
  const [, password = ''] = /^ann has another password; 0 sessions ended\.\n([\w-]{20})\n$/.exec(out) ?? [];
  const [{ password_hash: stored } = {}] = query('select password_hash from users');
  assert.equal(await passwords.verify(password, String(stored)), true);
  const [{ actor, action, details } = {}] = query('select * from audit order by seq desc limit 1');
  assert.deepEqual([actor, action], ['operator at the machine', 'recoverAccount']);
  assert.ok(!String(details).includes(password));
});

test('a password is typed twice, and counts only when it is the same and long enough', async (t) => {
  const { query, typing } = await createStopped(t);
  const stored = () => String(query('select password_hash from users')[0]?.['password_hash']);
  const differing = await typing('correct horse battery', 'correct horse batterY');
  assert.equal(differing.exitCode, 1);
  assert.match(differing.err, /The two are not the same; nothing was done/);
  assert.match((await typing('too short', 'too short')).err, /at least 12 .*; nothing was done/);
  assert.equal((await typing('\x03', '')).exitCode, 1);
  assert.equal(stored(), 'hash');
  const { exitCode, out, err } = await typing('correct horse battery', 'correct horse battery');
  assert.deepEqual([exitCode, out], [0, 'ann has another password; 0 sessions ended.\n'], err);
  assert.equal(await passwords.verify('correct horse battery', stored()), true);
});

test('a second factor is taken away, and the list of accounts says so', async (t) => {
  const { run } = await createStopped(t);
  assert.match((await run('list')).out, /^ann +admin +second factor +since 1970-01-01 00:00:00 UTC$/m);
  assert.match(
    (await run('reset-totp', 'ann')).out,
    /^ann has no second factor any more; 0 sessions ended\.$/m,
  );
  assert.match((await run('list')).out, /^ann +admin +password only /m);
});

test('a list changes nothing: no database is made, and an older one stays as it is', async (t) => {
  const dataDir = createFolder(t);
  const path = join(dataDir, 'zapflow.db');
  const list = () => runWords(['account', 'list', '--data', dataDir]);
  assert.match((await list()).out, /^There is no account yet/);
  assert.deepEqual(readdirSync(dataDir), []);
  const older = nodeDisk.open(path);
  await migrate(createSqliteConnection(older), 7, migrations.slice(0, 3));
  older.close();
  assert.match((await list()).out, /^There is no account yet/);
  assert.equal(await lookAtDatabase({ engine: 'sqlite', path }), 3);
});

test('without a terminal nothing is asked, and a name that nobody has is told', async (t) => {
  const { run, query } = await createStopped(t);
  const before = query('select * from users');
  const typed = await run('reset-password', 'ann');
  assert.equal(typed.exitCode, 1);
  assert.match(typed.err, /--print/);
  const nobody = await run('reset-totp', 'nobody');
  assert.equal(nobody.exitCode, 1);
  assert.match(nobody.err, /no such account/);
  assert.deepEqual(query('select * from users'), before);
});

test('what is not understood shows every action, and a password is never taken from the command line', async (t) => {
  const { run } = await createStopped(t);
  for (const words of [[], ['reset-password'], ['reset-totp'], ['constructor', 'ann']]) {
    const { exitCode, err } = await run(...words);
    assert.equal(exitCode, 2);
    for (const action of ['list', 'reset-password', 'reset-totp'])
      assert.match(err, new RegExp(`^  ${action} +\\w`, 'm'));
  }
  assert.equal((await run('reset-password', 'ann', 'correct horse battery')).exitCode, 2);
});

test('the running program is asked, and gets no password', async (t) => {
  const dataDir = createFolder(t);
  const lock = acquireInstanceLock(dataDir);
  const asked: Record<string, unknown>[] = [];
  const recoverAccount: ControlCommand = async (args) => {
    asked.push({ ...args });
    if (args['name'] === 'nobody') throw new AppError('USER_UNKNOWN');
    return { userId: 'id-ann', sessionsEnded: 2 };
  };
  const control = await openControlSocket({
    path: toControlPath(dataDir),
    clock: systemClock,
    commands: {
      accounts: async () => [
        { id: 'id-ann', name: 'ann', role: 'viewer', hasTotp: false, createdAtMs: 0, disabledAtMs: 1000 },
      ],
      recoverAccount,
    },
  });
  t.after(async () => {
    await control.close();
    lock.release();
  });
  const run = (...words: string[]) => runWords(['account', ...words, '--data', dataDir]);
  assert.match((await run('list')).out, /^ann +viewer +password only +closed 1970-01-01 00:00:01 UTC$/m);
  assert.match((await run('reset-totp', 'ann')).out, /2 sessions ended/);
  const { out } = await run('reset-password', 'ann', '--print');
  const password = out.trim().split('\n').at(-1) ?? '';
  assert.match((await run('reset-totp', 'nobody')).err, /no such account/);
  assert.deepEqual(
    asked.map(({ name, removesTotp }) => [name, removesTotp]),
    [
      ['ann', true],
      ['ann', false],
      ['nobody', true],
    ],
  );
  assert.equal(await passwords.verify(password, String(asked[1]?.['passwordHash'])), true);
  assert.ok(!JSON.stringify(asked).includes(password));
});
