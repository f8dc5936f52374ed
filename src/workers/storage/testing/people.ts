// People for tests: accounts, sessions and tokens with ids and hashes made from short names.

import type { Role } from '../tables.ts';
import { createToken } from '../units/create-token.ts';
import { createUser } from '../units/create-user.ts';
import { startSession } from '../units/start-session.ts';
import type { Store } from './open-store.ts';

export const by = { actor: 'user:root', address: '192.0.2.7' };
/** Long enough for a hash, and told by its name. */
export const hashOf = (name: string) => `hash-of-${name}`.padEnd(20, '-');

export const makeUser = (store: Store, name: string, role: Role = 'admin', mustBeFirst = false) =>
  store.write(createUser, {
    by,
    id: `id-${name}`,
    name,
    passwordHash: `password of ${name}`,
    role,
    mustBeFirst,
  });

export const signIn = (store: Store, name: string, session: string, changes = {}, acceptedMs?: number) =>
  store.write(
    startSession,
    {
      by,
      idHash: hashOf(session),
      userId: `id-${name}`,
      passwordHash: `password of ${name}`,
      replaces: null,
      stepUpUntilMs: null,
      agent: 'test',
      ...changes,
    },
    acceptedMs === undefined ? {} : { acceptedMs },
  );

export const makeToken = (store: Store, owner: string, token: string, changes = {}) =>
  store.write(createToken, {
    by,
    id: token,
    hash: hashOf(token),
    name: token,
    userId: `id-${owner}`,
    role: 'viewer' as Role,
    areas: null,
    expiresAtMs: null,
    ...changes,
  });
