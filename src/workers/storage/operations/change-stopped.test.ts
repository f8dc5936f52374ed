// On a file and on a real server; what is changed has its tests by itself.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { createFolder } from '../backup/testing/small-database.ts';
import { OwnPostgres, skipsOwnPostgres } from '../testing/own-postgres.ts';
import { createUser } from '../units/create-user.ts';
import { setTotp } from '../units/set-totp.ts';
import { changeStopped } from './change-stopped.ts';
import type { DatabaseSource } from './database-source.ts';
import { sourceHoldsSealed } from './holds-sealed.ts';
import { operator } from './operator.ts';

const user = { id: 'ann', name: 'ann', passwordHash: 'hash', role: 'admin', mustBeFirst: false } as const;

async function changeAll(t: TestContext, toSource: (folder: string) => DatabaseSource): Promise<void> {
  const dataDir = createFolder(t);
  const source = toSource(dataDir);
  const given = { source, path: join(dataDir, 'zapflow.db'), dataDir, nowMs: 7 };
  assert.equal(await sourceHoldsSealed(source), false, 'before there are tables');
  const made = await changeStopped(given, (tx) => createUser.run(tx, { by: operator, ...user }));
  assert.equal(made.createdAtMs, 7);
  assert.equal(await sourceHoldsSealed(source), false);
  const broken = new AppError('SESSION_UNKNOWN');
  await assert.rejects(
    changeStopped(given, async (tx) => {
      await setTotp.run(tx, { by: operator, userId: 'ann', totp: 'v1.sealed', step: 0 });
      throw broken;
    }),
    broken,
  );
  assert.equal(await sourceHoldsSealed(source), false, 'all or nothing');
  await changeStopped(given, (tx) =>
    setTotp.run(tx, { by: operator, userId: 'ann', totp: 'v1.sealed', step: 0 }),
  );
  assert.equal(await sourceHoldsSealed(source), true);
}

test('SQLite: a change is done whole or not at all, on a database that is made or brought up to date before', (t) =>
  changeAll(t, (folder) => ({ engine: 'sqlite', path: join(folder, 'zapflow.db') })));

test('PostgreSQL: the same', { skip: skipsOwnPostgres }, async (t) => {
  const server = await OwnPostgres.create();
  t.after(() => server.remove());
  const journalPath = '/nowhere/journal.db';
  await changeAll(t, () => ({ engine: 'postgres', url: server.url, journalPath }));
});

test('a server that is away keeps no start from its key: its return is checked', async () => {
  const url = 'postgres://nobody@127.0.0.1:1/none';
  assert.equal(
    await sourceHoldsSealed({ engine: 'postgres', url, journalPath: '/nowhere/journal.db' }),
    false,
  );
});
