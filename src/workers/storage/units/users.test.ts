import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { session } from '../reads/session.ts';
import { userById } from '../reads/user-by-id.ts';
import { userByName } from '../reads/user-by-name.ts';
import { users } from '../reads/users.ts';
import { MAX_USERS } from '../repositories/limits.ts';
import { engines } from '../testing/engines.ts';
import { openStore, outcomeOf, type Store } from '../testing/open-store.ts';
import { by, hashOf, makeUser, signIn } from '../testing/people.ts';
import { changeUser } from './change-user.ts';
import { createUser } from './create-user.ts';
import { setPassword } from './set-password.ts';

const change = (store: Store, name: string, wish: object) =>
  outcomeOf(store.write(changeUser, { by, userId: `id-${name}`, ...wish }));
const isSignedIn = async (store: Store, name: string) =>
  (await session.run(store.rows, { idHash: hashOf(name) })) !== null;

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: of many who set up at once one becomes the administrator`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) => outcomeOf(makeUser(store, `u${i}`, 'admin', true))),
    );
    assert.deepEqual([...new Set(outcomes.slice(1))], ['SETUP_DONE']);
    assert.match(outcomes[0] ?? '', /^done/);
    assert.equal((await users.run(store.rows, undefined)).length, 1);
    assert.match(await outcomeOf(makeUser(store, 'u0', 'admin', true)), /^done/, 'asked again by the same');
  });

  test(`${name}: a name is given once, an account is found by name and id with what a sign-in needs`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    await makeUser(store, 'ann', 'trader');
    const input = {
      by,
      id: 'id-other',
      name: 'ann',
      passwordHash: 'x',
      role: 'admin' as const,
      mustBeFirst: false,
    };
    assert.equal(await outcomeOf(store.write(createUser, input)), 'NAME_TAKEN');
    assert.equal(
      await outcomeOf(store.write(createUser, { ...input, id: 'id-ann', name: 'bob' })),
      'KEY_REUSED',
    );
    const found = await userByName.run(store.rows, { name: 'ann' });
    assert.deepEqual(found, await userById.run(store.rows, { id: 'id-ann' }));
    assert.deepEqual(
      [found?.role, found?.passwordHash, found?.totp, found?.totpStep, found?.disabledAtMs],
      ['trader', 'password of ann', null, null, null],
    );
    assert.equal(await userByName.run(store.rows, { name: 'Ann' }), null);
  });

  test(`${name}: there are never more accounts than one answer can list`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const outcomes = await Promise.all(
      Array.from({ length: MAX_USERS + 1 }, (_, i) => outcomeOf(makeUser(store, `u${i}`, 'viewer'))),
    );
    assert.deepEqual(
      outcomes.filter((outcome) => !outcome.startsWith('done')),
      ['LIMIT_REACHED'],
    );
  });

  test(`${name}: whatever is asked for at once, an administrator who may sign in is left`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    for (const user of ['a', 'b', 'c']) await makeUser(store, user);
    const wish = fc.record(
      { role: fc.constantFrom('viewer', 'trader', 'admin'), isDisabled: fc.boolean() },
      { requiredKeys: [] },
    );
    const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), wish), { maxLength: 10 });
    const property = fc.asyncProperty(steps, async (asked) => {
      const outcomes = await Promise.all(asked.map(([user, to]) => change(store, user, to)));
      for (const outcome of outcomes) assert.match(outcome, /^done|^ADMIN_NEEDED$/);
      const all = await users.run(store.rows, undefined);
      assert.ok(all.some(({ role, disabledAtMs }) => role === 'admin' && disabledAtMs === null));
    });
    await fc.assert(property, { numRuns: 60 });
  });

  test(`${name}: another role counts in sessions at once, a closed account ends them, and nobody else's`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    for (const user of ['root', 'ann']) {
      await makeUser(store, user);
      await signIn(store, user, user, { stepUpUntilMs: 5 });
    }
    await change(store, 'ann', { role: 'admin' });
    assert.ok(await isSignedIn(store, 'ann'), 'nothing was changed');
    await change(store, 'ann', { role: 'viewer' });
    const found = await session.run(store.rows, { idHash: hashOf('ann') });
    assert.deepEqual(
      [found?.role, found?.stepUpUntilMs],
      ['viewer', null],
      'she goes on with what is left to her',
    );
    assert.notEqual((await session.run(store.rows, { idHash: hashOf('root') }))?.stepUpUntilMs, null);
    await signIn(store, 'ann', 'ann');
    await change(store, 'ann', { isDisabled: true });
    assert.equal(await isSignedIn(store, 'ann'), false);
    assert.equal(await outcomeOf(signIn(store, 'ann', 'again')), 'USER_UNKNOWN');
    await change(store, 'ann', { isDisabled: false });
    assert.equal(await isSignedIn(store, 'ann'), false, 'opened again, she signs in again');
    assert.equal(await change(store, 'nobody', { role: 'admin' }), 'USER_UNKNOWN');
  });

  test(`${name}: another password ends all other sessions, and a sign-in with the one before comes too late`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    await makeUser(store, 'ann');
    for (const at of ['here', 'there', 'elsewhere']) await signIn(store, 'ann', at);
    const wish = { by, userId: 'id-ann', passwordHash: 'new', keepSession: hashOf('here') };
    await Promise.all([store.write(setPassword, wish), outcomeOf(signIn(store, 'ann', 'late'))]);
    const left = await Promise.all(['here', 'there', 'elsewhere', 'late'].map((at) => isSignedIn(store, at)));
    assert.deepEqual(left, [true, false, false, false]);
    assert.equal(await outcomeOf(signIn(store, 'ann', 'later')), 'SIGN_IN_OUTDATED');
    await signIn(store, 'ann', 'right', { passwordHash: 'new' });
    await store.write(setPassword, wish);
    assert.ok(await isSignedIn(store, 'right'), 'told again, nobody is sent out');
  });
}
