// Every unit that a person asks for leaves one entry in the audit, in its own transaction, and no secret in it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { auditCheck } from '../reads/audit-check.ts';
import { engines } from '../testing/engines.ts';
import { openStore, type Store } from '../testing/open-store.ts';
import { by, hashOf, makeToken, makeUser, signIn } from '../testing/people.ts';
import type { UnitDefinition } from '../unit.ts';
import { units } from './index.ts';

const SECRET = 'CANARY0123456789CANARY';
const session = hashOf('session');
const userId = 'id-ann';

/** For each: something to ask for that changes something, with a canary wherever a secret goes. */
const wishes: Readonly<Record<string, object>> = {
  createUser: { id: 'id-new', name: 'new', passwordHash: SECRET, role: 'viewer' },
  setPassword: { userId, passwordHash: SECRET, keepSession: session },
  changeUser: { userId, role: 'trader' },
  recoverAccount: { name: 'ann', passwordHash: SECRET, removesTotp: true },
  setTotp: { userId, totp: SECRET, step: 7 },
  startSession: {
    idHash: SECRET,
    userId,
    passwordHash: 'password of ann',
    replaces: null,
    stepUpUntilMs: null,
    agent: 'browser',
  },
  setStepUp: { idHash: session, untilMs: 5 },
  endSession: { idHash: session },
  endSessionsOf: { userId },
  createToken: {
    id: 'new',
    hash: SECRET,
    name: 'new',
    userId,
    role: 'viewer',
    areas: ['logs'],
    expiresAtMs: null,
  },
  revokeToken: { id: 'token', ownerId: userId },
  stopTrading: { reason: 'enough' },
  resumeTrading: { reason: 'again' },
  readAlerts: { upTo: 1_000_000 },
  muteAlerts: { kind: 'disk', untilMs: 7 },
  createWebhook: {
    id: 'new',
    name: 'new',
    url: 'https://example.org',
    secret: SECRET,
    topics: ['alerts'],
  },
  changeWebhook: { id: 'hook', isDisabled: true },
  removeWebhook: { id: 'hook' },
  recordAudit: { action: 'restartWorker', target: 'cache', details: {} },
};
/** It enters only what it decides: a lock. */
const other = ['noteLogin'];

const asked = Object.entries<UnitDefinition>(units).filter(
  ([, { input }]) => input instanceof z.ZodObject && 'by' in input.shape,
);

test('there is a wish for every unit that a person asks for', () => {
  assert.deepEqual(asked.map(([name]) => name).sort(), [...Object.keys(wishes), ...other].sort());
});

async function prepare(store: Store, name: string): Promise<void> {
  await makeUser(store, 'root');
  await makeUser(store, 'ann');
  await signIn(store, 'ann', 'session');
  await makeToken(store, 'ann', 'token');
  await store.write(units.createWebhook, {
    by,
    id: 'hook',
    name: 'hook',
    url: 'https://example.org',
    secret: SECRET,
    topics: ['alerts'],
  });
  await store.write(units.raiseAlert, {
    id: 'a',
    kind: 'disk',
    severity: 'info',
    title: 'A title',
    says: '',
    isTold: false,
  });
  if (name === 'resumeTrading') await store.write(units.stopTrading, { by, reason: '' });
}

for (const engine of engines)
  for (const [name, unit] of asked)
    if (name in wishes)
      test(`${engine.name}: ${name} is entered once, however often it is repeated, with no secret`, {
        skip: engine.skip,
      }, async (t) => {
        const store = await openStore(t, engine);
        await prepare(store, name);
        const count = async () => (await auditCheck.run(store.rows, undefined)).entries;
        const before = await count();
        const input = unit.input.parse({ by, ...wishes[name] });
        await store.write(unit, input);
        assert.equal(await count(), before + 1);
        if (unit.idempotent) {
          await store.write(unit, input);
          assert.equal(await count(), before + 1, 'the repetition changes nothing');
        }
        const rows = await store.rows.selectFrom('audit').selectAll().orderBy('seq').execute();
        const last = rows.at(-1);
        assert.equal(last?.actor, by.actor);
        assert.equal(JSON.parse(last?.details ?? '').address, by.address);
        assert.equal(last?.action, name === 'recordAudit' ? 'restartWorker' : name);
        assert.doesNotMatch(JSON.stringify(rows), /CANARY|password of|hash-of/);
      });
