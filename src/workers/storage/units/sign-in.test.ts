import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { loginFailures } from '../reads/login-failures.ts';
import { session } from '../reads/session.ts';
import { userByName } from '../reads/user-by-name.ts';
import { engines } from '../testing/engines.ts';
import { openStore, outcomeOf, type Store } from '../testing/open-store.ts';
import { by, hashOf, makeUser, signIn } from '../testing/people.ts';
import { endSession } from './end-session.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { noteLogin } from './note-login.ts';
import { setStepUp } from './set-step-up.ts';
import { setTotp } from './set-totp.ts';
import { touchSessions } from './touch-sessions.ts';
import { useTotpStep } from './use-totp-step.ts';

const MINUTE_MS = 60_000;
const START_MS = 1_700_000_000_000;

const note = (
  store: Store,
  name: string,
  isSuccess: boolean,
  acceptedMs = START_MS,
  apart: string | null = null,
) => store.write(noteLogin, { by, name, apart, isSuccess }, { acceptedMs });
const find = (store: Store, name: string) => session.run(store.rows, { idHash: hashOf(name) });
const use = (store: Store, step: number) => outcomeOf(store.write(useTotpStep, { userId: 'id-ann', step }));

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: five wrong passwords lock a name for a quarter of an hour, in which none counts`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    const untilMs = START_MS + 15 * MINUTE_MS;
    for (let tried = 1; tried <= 4; tried++)
      assert.deepEqual(await note(store, 'ann', false), { wasLocked: false, lockedUntilMs: null });
    assert.deepEqual(await note(store, 'ann', false), { wasLocked: false, lockedUntilMs: untilMs });
    assert.deepEqual(await loginFailures.run(store.rows, { name: 'ann' }), { lockedUntilMs: untilMs });
    for (const isSuccess of [true, false])
      assert.deepEqual(await note(store, 'ann', isSuccess, untilMs - 1), {
        wasLocked: true,
        lockedUntilMs: untilMs,
      });
    assert.deepEqual(await note(store, 'bob', false), { wasLocked: false, lockedUntilMs: null });
    assert.deepEqual(await note(store, 'ann', false, untilMs), { wasLocked: false, lockedUntilMs: null });
    assert.deepEqual(await note(store, 'ann', true, untilMs), { wasLocked: false, lockedUntilMs: null });
    assert.deepEqual(await loginFailures.run(store.rows, { name: 'ann' }), { lockedUntilMs: null });
    const entries = await store.rows.selectFrom('audit').select(['action', 'target']).execute();
    assert.deepEqual(
      entries.map((row) => ({ ...row })),
      [{ action: 'lockSignIn', target: 'user:ann' }],
    );
  });

  test(`${name}: what is counted apart neither locks the name nor is locked with it`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const lockedUntil = async (counter: string) =>
      (await loginFailures.run(store.rows, { name: counter })).lockedUntilMs;
    for (let tried = 1; tried <= 5; tried++) await note(store, 'ann', false, START_MS, 'device 1');
    assert.ok(await lockedUntil('device 1'));
    assert.equal(await lockedUntil('ann'), null);
    for (let tried = 1; tried <= 5; tried++) await note(store, 'ann', false);
    assert.equal((await note(store, 'ann', true, START_MS, 'device 2')).wasLocked, false);
    assert.ok(await lockedUntil('ann'), 'a right one elsewhere does not open it for strangers');
  });

  test(`${name}: of a thousand tries at once five count`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const told = await Promise.all(Array.from({ length: 1000 }, (_, i) => note(store, 'ann', i === 500)));
    assert.equal(told.filter(({ wasLocked }) => !wasLocked).length, 5);
    assert.ok(told[500]?.wasLocked, 'the right one came too late');
  });

  test(`${name}: wrong tries are forgotten after a quarter of an hour, a right one forgets them at once`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    for (let tried = 0; tried < 12; tried++) {
      const { lockedUntilMs } = await note(store, 'ann', false, START_MS + tried * 4 * MINUTE_MS);
      assert.equal(lockedUntilMs, null);
    }
    for (let tried = 0; tried < 12; tried++) {
      const { lockedUntilMs } = await note(store, 'bob', tried % 4 === 3);
      assert.equal(lockedUntilMs, null);
    }
    for (let stranger = 0; stranger < 20; stranger++) await note(store, `stranger ${stranger}`, false);
    await note(store, 'late', false, START_MS + 100 * MINUTE_MS);
    assert.deepEqual(
      (await store.rows.selectFrom('login_failures').select('name').execute()).map((row) => row.name),
      ['late'],
      'names that strangers made up do not stay',
    );
  });

  test(`${name}: a step of the second factor is used once, and only forward, however many ask at once`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    await makeUser(store, 'ann');
    const set = (totp: string | null, step: number) =>
      store.write(setTotp, { by, userId: 'id-ann', totp, step });
    await set('sealed', 10);
    assert.equal((await userByName.run(store.rows, { name: 'ann' }))?.totp, 'sealed');
    assert.equal(await use(store, 10), 'CODE_USED', 'it proved the factor');
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => use(store, 11)));
    assert.deepEqual(outcomes.toSorted(), [...Array(19).fill('CODE_USED'), 'done']);
    await set(null, 0);
    await set('another', 5);
    assert.equal(await use(store, 11), 'CODE_USED', 'time does not go back with another secret');
    let highest = 11;
    const property = fc.asyncProperty(fc.integer({ min: 0, max: 60 }), async (step) => {
      assert.equal(await use(store, step), step > highest ? 'done' : 'CODE_USED');
      highest = Math.max(highest, step);
    });
    await fc.assert(property, { numRuns: 30 });
  });

  test(`${name}: a session is found with its user until it ends`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    await makeUser(store, 'ann', 'trader');
    await signIn(store, 'ann', 's', { stepUpUntilMs: START_MS + 5 }, START_MS);
    assert.deepEqual(await find(store, 's'), {
      userId: 'id-ann',
      name: 'ann',
      role: 'trader',
      hasTotp: false,
      createdAtMs: START_MS,
      seenAtMs: START_MS,
      stepUpUntilMs: START_MS + 5,
      address: by.address,
      agent: 'test',
    });
    const seen = [
      { idHash: hashOf('s'), atMs: START_MS + 9 },
      { idHash: hashOf('s'), atMs: START_MS + 3 },
      { idHash: hashOf('gone'), atMs: START_MS },
    ];
    await store.write(touchSessions, { seen });
    await store.write(setStepUp, { by, idHash: hashOf('s'), untilMs: START_MS + 20 });
    const found = await find(store, 's');
    assert.deepEqual([found?.seenAtMs, found?.stepUpUntilMs], [START_MS + 9, START_MS + 20]);
    await store.write(endSession, { by, idHash: hashOf('s') });
    assert.equal(await find(store, 's'), null);
    assert.equal(
      await outcomeOf(store.write(setStepUp, { by, idHash: hashOf('s'), untilMs: 7 })),
      'SESSION_UNKNOWN',
    );
  });

  test(`${name}: a sign-in takes the place of the session before it; old ones and those beyond twenty end`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    await makeUser(store, 'ann');
    await makeUser(store, 'bob');
    await signIn(store, 'bob', 'before');
    assert.equal(await outcomeOf(signIn(store, 'ann', 'before')), 'KEY_REUSED');
    await signIn(store, 'bob', 'after', { replaces: hashOf('before') });
    assert.deepEqual([await find(store, 'before'), (await find(store, 'after'))?.name], [null, 'bob']);
    for (let n = 0; n < 25; n++) await signIn(store, 'ann', `s${n}`, {}, START_MS + n);
    const left = await store.rows
      .selectFrom('sessions')
      .select('id_hash')
      .where('user_id', '=', 'id-ann')
      .execute();
    assert.equal(left.length, 20);
    assert.deepEqual([await find(store, 's4'), (await find(store, 's5'))?.name], [null, 'ann']);
    assert.equal(await store.write(endSessionsOf, { by, userId: 'id-ann', keepSession: hashOf('s9') }), 19);
    await signIn(store, 'bob', 'much later', {}, START_MS + 8 * 24 * 60 * MINUTE_MS);
    assert.equal(await find(store, 's9'), null);
  });
}
