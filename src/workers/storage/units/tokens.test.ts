import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokenByHash } from '../reads/token-by-hash.ts';
import { tokens } from '../reads/tokens.ts';
import { MAX_TOKENS_OF_USER } from '../repositories/limits.ts';
import { engines } from '../testing/engines.ts';
import { openStore, outcomeOf, type Store } from '../testing/open-store.ts';
import { by, hashOf, makeToken, makeUser } from '../testing/people.ts';
import { changeUser } from './change-user.ts';
import { revokeToken } from './revoke-token.ts';
import { touchTokens } from './touch-tokens.ts';

const NOW_MS = 4_000_000_000_000;

const find = (store: Store, name: string, nowMs = NOW_MS) =>
  tokenByHash.run(store.rows, { hash: hashOf(name), nowMs });
const revoke = (store: Store, id: string, ownerId: string | null) =>
  outcomeOf(store.write(revokeToken, { by, id, ownerId }));

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: a token opens until it expires or is revoked`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    await makeUser(store, 'ann');
    await makeToken(store, 'ann', 'short', { expiresAtMs: NOW_MS, areas: ['logs'] });
    await makeToken(store, 'ann', 'long');
    assert.equal(await find(store, 'short'), null);
    const found = await find(store, 'short', NOW_MS - 1);
    assert.deepEqual([found?.owner, found?.areas, found?.lastUsedAtMs], ['ann', ['logs'], null]);
    const used = [
      { id: 'long', atMs: 9 },
      { id: 'long', atMs: 3 },
    ];
    await store.write(touchTokens, { used });
    assert.equal((await find(store, 'long'))?.lastUsedAtMs, 9);
    assert.equal(await revoke(store, 'long', null), 'done');
    assert.equal(await find(store, 'long'), null);
    assert.deepEqual(await tokens.run(store.rows, { nowMs: NOW_MS }), []);
    assert.equal((await tokens.run(store.rows, { nowMs: 1 })).length, 1);
  });

  test(`${name}: a token never does more than its user, also when the user does less than before`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    await makeUser(store, 'root');
    await makeUser(store, 'ann', 'trader');
    assert.equal(await outcomeOf(makeToken(store, 'ann', 'high', { role: 'admin' })), 'ROLE_EXCEEDED');
    await makeToken(store, 'ann', 'equal', { role: 'trader' });
    const change = (wish: object) => store.write(changeUser, { by, userId: 'id-ann', ...wish });
    await change({ role: 'viewer' });
    assert.equal((await find(store, 'equal'))?.role, 'viewer');
    await change({ role: 'admin' });
    assert.equal((await find(store, 'equal'))?.role, 'trader');
    await change({ isDisabled: true });
    assert.equal(await find(store, 'equal'), null);
    assert.equal(await outcomeOf(makeToken(store, 'ann', 'closed')), 'USER_UNKNOWN');
  });

  test(`${name}: whether another's token exists cannot be told by asking to revoke it`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    await makeUser(store, 'ann');
    await makeUser(store, 'bob');
    await makeToken(store, 'ann', 'hers');
    assert.equal(await revoke(store, 'hers', 'id-bob'), 'TOKEN_UNKNOWN');
    assert.equal(await revoke(store, 'none', 'id-bob'), 'TOKEN_UNKNOWN');
    assert.ok(await find(store, 'hers'));
    assert.equal(await revoke(store, 'hers', 'id-ann'), 'done');
    const mine = async (owner: string) =>
      (await tokens.run(store.rows, { nowMs: NOW_MS, userId: owner })).map(({ id }) => id);
    await makeToken(store, 'bob', 'his');
    assert.deepEqual([await mine('id-ann'), await mine('id-bob')], [[], ['his']]);
  });

  test(`${name}: a user has a number of tokens at most, of which those that are over do not count`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    await makeUser(store, 'ann');
    await makeToken(store, 'ann', 'over', { expiresAtMs: 1 });
    const outcomes = await Promise.all(
      Array.from({ length: MAX_TOKENS_OF_USER + 1 }, (_, i) => outcomeOf(makeToken(store, 'ann', `t${i}`))),
    );
    assert.deepEqual(
      outcomes.filter((outcome) => !outcome.startsWith('done')),
      ['LIMIT_REACHED'],
    );
    await revoke(store, 't0', null);
    assert.match(await outcomeOf(makeToken(store, 'ann', 'more')), /^done/);
  });
}
