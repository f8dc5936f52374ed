import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '../../core/clock.ts';
import { nodeDisk } from '../../core/disk/node-disk.ts';
import { createFolder } from './backup/testing/small-database.ts';
import type { WriteConnection } from './engine/sql-connection.ts';
import { checkInstanceKey, holdsSealed } from './instance-key-check.ts';
import { engines, type Owner, type TestEngine } from './testing/engines.ts';
import { openStore } from './testing/open-store.ts';
import { by, makeUser } from './testing/people.ts';
import { PostgresDouble } from './testing/postgres-double.ts';
import { type StorageOptions, startStorage } from './testing/start-storage.ts';
import { createWebhook } from './units/create-webhook.ts';
import { setTotp } from './units/set-totp.ts';

async function open(t: Owner, engine: TestEngine) {
  let connection: WriteConnection | undefined;
  const store = await openStore(t, engine, {
    through: (given) => {
      connection = given;
      return given;
    },
  });
  await makeUser(store, 'ann');
  const check = (fingerprint: string) =>
    checkInstanceKey(connection as WriteConnection, fingerprint, '/data/zapflow.db');
  return { store, check };
}

const seals = {
  'a second factor': setTotpOf,
  'a webhook': addWebhook,
};

function setTotpOf(store: Awaited<ReturnType<typeof open>>['store']) {
  return store.write(setTotp, { by, userId: 'id-ann', totp: 'v1.sealed', step: 0 });
}

function addWebhook(store: Awaited<ReturnType<typeof open>>['store']) {
  const webhook = { name: 'hook', url: 'https://example.org', secret: 'v1.sealed', topics: ['alerts'] };
  return store.write(createWebhook, { by, id: 'hook', ...webhook });
}

for (const engine of engines) {
  const { name, skip } = engine;

  for (const [what, seal] of Object.entries(seals))
    test(`${name}: another key is refused where ${what} was sealed, with the name of its file`, {
      skip,
    }, async (t) => {
      const { store, check } = await open(t, engine);
      await check('first');
      assert.equal(await holdsSealed(store.rows), false);
      await seal(store);
      assert.equal(await holdsSealed(store.rows), true);
      await check('first');
      await assert.rejects(check('second'), (error: Error & { code?: string; kind?: string }) => {
        assert.deepEqual([error.code, error.kind], ['INSTANCE_KEY_WRONG', 'config']);
        return error.message.includes('/data/instance.key');
      });
      await check('first');
    });

  test(`${name}: with nothing sealed another key takes its place`, { skip }, async (t) => {
    const { store, check } = await open(t, engine);
    await check('first');
    await check('second');
    await setTotpOf(store);
    await check('second');
    await assert.rejects(check('first'), { code: 'INSTANCE_KEY_WRONG' });
  });

  test(`${name}: what was sealed before keys were noted is taken to be of the present one`, {
    skip,
  }, async (t) => {
    const { store, check } = await open(t, engine);
    await setTotpOf(store);
    await check('first');
    await assert.rejects(check('second'), { code: 'INSTANCE_KEY_WRONG' });
  });
}

/** Starts with one key, seals something, and starts again with another. */
async function startTwice(options: StorageOptions): Promise<void> {
  const { client, stop } = await startStorage({ ...options, keyFingerprint: 'first' });
  const user = {
    id: 'id-ann',
    name: 'ann',
    passwordHash: 'hash',
    role: 'admin',
    mustBeFirst: false,
  } as const;
  await client.createUser({ by, ...user });
  await client.setTotp({ by, userId: 'id-ann', totp: 'v1.sealed', step: 0 });
  await stop();
  await assert.rejects(startStorage({ ...options, keyFingerprint: 'second' }), {
    code: 'INSTANCE_KEY_WRONG',
  });
  await (await startStorage({ ...options, keyFingerprint: 'first' })).stop();
}

test('SQLite: storage does not start with another key', (t) => startTwice({ folder: createFolder(t) }));

test('the double of PostgreSQL: storage does not start with another key', (t) => {
  const folder = createFolder(t);
  const double = new PostgresDouble({ disk: nodeDisk, path: join(folder, 'double.db'), clock: systemClock });
  t.after(() => double.close());
  return startTwice({ folder, databaseUrl: 'postgres://double/', openServer: () => double.openServer() });
});
