import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loginFailures } from '../reads/login-failures.ts';
import { session } from '../reads/session.ts';
import { tokenByHash } from '../reads/token-by-hash.ts';
import { userByName } from '../reads/user-by-name.ts';
import { engines } from '../testing/engines.ts';
import { openStore, outcomeOf } from '../testing/open-store.ts';
import { by, hashOf, makeToken, makeUser, signIn } from '../testing/people.ts';
import { changeUser } from './change-user.ts';
import { noteLogin } from './note-login.ts';
import { recoverAccount } from './recover-account.ts';
import { setTotp } from './set-totp.ts';

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: who is helped in gets a password or loses a second factor; his sessions end, his lock opens`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    for (const user of ['ann', 'bob']) {
      await makeUser(store, user);
      await signIn(store, user, user);
      await makeToken(store, user, `token-${user}`);
    }
    await store.write(setTotp, { by, userId: 'id-ann', totp: 'v1.sealed', step: 5 });
    for (let tried = 0; tried < 5; tried++)
      await store.write(noteLogin, { by, name: 'ann', apart: null, isSuccess: false });
    const isSignedIn = async (user: string) =>
      (await session.run(store.rows, { idHash: hashOf(user) })) !== null;
    const recover = (wish: { passwordHash?: string; removesTotp: boolean }) =>
      store.write(recoverAccount, { by, name: 'ann', ...wish });
    const account = async () => {
      const found = await userByName.run(store.rows, { name: 'ann' });
      return [found?.passwordHash, found?.totp, found?.totpStep];
    };

    assert.deepEqual(await recover({ passwordHash: 'another', removesTotp: false }), {
      userId: 'id-ann',
      sessionsEnded: 1,
    });
    assert.deepEqual(await account(), ['another', 'v1.sealed', 5]);
    assert.deepEqual([await isSignedIn('ann'), await isSignedIn('bob')], [false, true]);
    assert.equal((await loginFailures.run(store.rows, { name: 'ann' })).lockedUntilMs, null);

    assert.deepEqual(await recover({ removesTotp: true }), { userId: 'id-ann', sessionsEnded: 0 });
    assert.deepEqual(await account(), ['another', null, 5]);
    assert.ok(await tokenByHash.run(store.rows, { hash: hashOf('token-ann'), nowMs: 8 }));
  });

  test(`${name}: nobody, and who was locked out on purpose, is not helped in`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    for (const user of ['ann', 'bob']) await makeUser(store, user);
    await store.write(changeUser, { by, userId: 'id-bob', isDisabled: true });
    for (const user of ['bob', 'nobody'])
      assert.equal(
        await outcomeOf(store.write(recoverAccount, { by, name: user, removesTotp: true })),
        'USER_UNKNOWN',
      );
  });
}
