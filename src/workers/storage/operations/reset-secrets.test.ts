import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WriteConnection } from '../engine/sql-connection.ts';
import { UnitTx } from '../engine/unit-tx.ts';
import { checkInstanceKey, holdsSealed } from '../instance-key-check.ts';
import { session } from '../reads/session.ts';
import { tokenByHash } from '../reads/token-by-hash.ts';
import { userByName } from '../reads/user-by-name.ts';
import { checkAudit } from '../repositories/audit-chain.ts';
import { engines } from '../testing/engines.ts';
import { openStore } from '../testing/open-store.ts';
import { by, hashOf, makeToken, makeUser, signIn } from '../testing/people.ts';
import { createWebhook } from '../units/create-webhook.ts';
import { sendMessage } from '../units/send-message.ts';
import { setTotp } from '../units/set-totp.ts';
import { resetSecrets } from './reset-secrets.ts';

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: what only the lost key opened is gone, all else stays, and the audit names it`, {
    skip,
  }, async (t) => {
    let connection: WriteConnection | undefined;
    const store = await openStore(t, engine, {
      through: (given) => {
        connection = given;
        return given;
      },
    });
    const database = connection as unknown as WriteConnection;
    for (const user of ['ann', 'bob']) {
      await makeUser(store, user);
      await signIn(store, user, user);
      await makeToken(store, user, `token-${user}`);
    }
    await store.write(setTotp, { by, userId: 'id-ann', totp: 'v1.sealed', step: 5 });
    const webhook = { name: 'robot', url: 'https://example.org', secret: 'v1.sealed', topics: ['alerts'] };
    await store.write(createWebhook, { by, id: 'hook', ...webhook });
    await store.write(sendMessage, { topic: 'webhook:hook', key: '1', payload: '{}' });
    await checkInstanceKey(database, 'lost', '/data/zapflow.db');

    await database.begin('full');
    const tx = new UnitTx(database, { correlationId: 'test', acceptedMs: 7 });
    assert.deepEqual(await resetSecrets(tx), { users: ['ann'], webhooks: ['robot'] });
    await database.commit();

    assert.equal(await holdsSealed(store.rows), false);
    await checkInstanceKey(database, 'new', '/data/zapflow.db');
    const ann = await userByName.run(store.rows, { name: 'ann' });
    assert.deepEqual([ann?.totp, ann?.totpStep, ann?.passwordHash], [null, 5, 'password of ann']);
    const isSignedIn = async (user: string) =>
      (await session.run(store.rows, { idHash: hashOf(user) })) !== null;
    assert.deepEqual([await isSignedIn('ann'), await isSignedIn('bob')], [false, true]);
    assert.ok(await tokenByHash.run(store.rows, { hash: hashOf('token-ann'), nowMs: 8 }));
    const entries = await store.rows
      .selectFrom('audit')
      .selectAll()
      .orderBy('seq', 'desc')
      .limit(2)
      .execute();
    assert.deepEqual(
      entries.map(({ actor, action }) => `${actor}: ${action}`),
      ['operator at the machine: resetSecrets', 'operator at the machine: removeWebhook'],
    );
    assert.deepEqual(JSON.parse(entries[0]?.details ?? ''), { users: ['ann'], webhooks: ['robot'] });
    assert.equal((await checkAudit(store.rows))?.brokenAtSeq, null);
  });
}
