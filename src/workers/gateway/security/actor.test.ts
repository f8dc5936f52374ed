import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, type Demand, refusalOf, type User } from './actor.ts';

const user = (changes: Partial<User> = {}): User => ({
  kind: 'user',
  id: '1',
  name: 'ada',
  role: 'admin',
  hasTotp: true,
  needsTotp: false,
  sessionHash: 'h',
  stepUpUntilMs: 1000,
  ...changes,
});
const token: Extract<Actor, { kind: 'token' }> = {
  kind: 'token',
  id: 't',
  userId: '1',
  name: 'robot',
  role: 'trader',
  areas: ['trading'],
  needsTotp: false,
};
const guest: Actor = { kind: 'guest', role: 'viewer' };
const demand = (changes: Partial<Demand> = {}): Demand => ({ access: 'viewer', area: 'trading', ...changes });

test('every reason to refuse is told by its name', () => {
  const cases: [Actor | undefined, Demand, string | undefined][] = [
    [undefined, demand({ access: 'anyone' }), undefined],
    [undefined, demand(), 'sign-in'],
    [guest, demand(), undefined],
    [guest, demand({ access: 'trader' }), 'sign-in'],
    [guest, demand({ peopleOnly: true }), 'sign-in'],
    [user({ role: 'viewer' }), demand({ access: 'trader' }), 'role'],
    [user({ needsTotp: true }), demand(), 'totp'],
    [user({ needsTotp: true }), demand({ beforeTotp: true }), undefined],
    [user(), demand({ stepUp: true }), undefined],
    [user({ stepUpUntilMs: 999 }), demand({ stepUp: true }), 'step-up'],
    [user({ stepUpUntilMs: null }), demand({ stepUp: true }), 'step-up'],
    [token, demand(), undefined],
    [{ ...token, needsTotp: true }, demand(), 'totp'],
    [{ ...token, needsTotp: true }, demand({ access: 'anyone' }), undefined],
    [token, demand({ area: 'alerts' }), 'area'],
    [token, demand({ peopleOnly: true }), 'people-only'],
    [token, demand({ stepUp: true }), 'step-up'],
    [token, demand({ access: 'admin' }), 'role'],
  ];
  for (const [actor, wish, expected] of cases)
    assert.equal(refusalOf(actor, wish, 999), expected, JSON.stringify([actor, wish]));
});
