// Threat 12: the whole matrix of routes and who asks, decided by one table.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mayAccess, type Role, roles } from '../../src/api/roles.ts';
import { areas } from '../../src/api/route.ts';
import { openGateway, type TestGateway } from '../../src/workers/gateway/testing/open-gateway.ts';
import { createPeople, createToken, setUp, signIn } from '../../src/workers/gateway/testing/people.ts';
import { everyRoute, toBody, toPath } from './every-route.ts';

/** Refused because of who asks; whatever else a route answers is not about that. */
const refused = new Set(['SIGN_IN_NEEDED', 'ROLE_MISSING', 'AREA_MISSING', 'PEOPLE_ONLY', 'STEP_UP_NEEDED']);
/** Enough for a matrix. */
const rateLimit = { tokenPerMinute: 100_000, sessionPerMinute: 100_000, failedPerMinute: 100_000 };
/** Routes that end or lock what the test goes on with. */
const endings = new Set(['signOut', 'stepUp', 'changePassword', 'beginTotp', 'confirmTotp', 'removeTotp']);

describe('who may what', () => {
  let gateway: TestGateway;
  let people: Record<Role, string>;
  let release: () => Promise<void>;
  before(async () => {
    const owner = {
      after: (run: () => Promise<void>) => {
        release = run;
      },
    };
    gateway = await openGateway(owner, { settings: { mode: 'paper', rateLimit } });
    people = await createPeople(gateway);
  });
  after(() => release());

  const judge = async (who: { session?: string; token?: string }, isAllowed: (at: number) => boolean) => {
    for (const [at, [name, route]] of everyRoute.entries()) {
      if (endings.has(name)) continue;
      const wish = { method: route.method, path: toPath(route), body: toBody(name, route), ...who };
      const { status, code = '' } = await gateway.ask(wish);
      const isRefused = (status === 401 || status === 403) && refused.has(code);
      assert.equal(!isRefused, isAllowed(at), `${name}: ${status} ${code}`);
    }
  };
  const routeAt = (at: number) => everyRoute[at]![1];

  for (const role of roles)
    test(`a ${role} may what the table says and no more`, () =>
      judge({ session: people[role] }, (at) => mayAccess(role, routeAt(at).access)));

  test('who did not sign in may only what is for anyone', () =>
    judge({}, (at) => routeAt(at).access === 'anyone'));

  for (const role of roles)
    test(`a token of a ${role} may the same, but for what people do themselves`, async () => {
      const { text } = await createToken(gateway, people.admin, { role });
      await judge({ token: text }, (at) => {
        const { access, peopleOnly, stepUp } = routeAt(at);
        return access === 'anyone' || (mayAccess(role, access) && !peopleOnly && !stepUp);
      });
    });

  test('a token that is limited to areas opens these and no others', async () => {
    for (const area of areas) {
      const { text } = await createToken(gateway, people.admin, { role: 'admin', areas: [area] });
      await judge({ token: text }, (at) => {
        const { access, peopleOnly, stepUp, area: of } = routeAt(at);
        return access === 'anyone' || (of === area && !peopleOnly && !stepUp);
      });
    }
  });

  test('nobody gives away more than he has', async () => {
    const wish = { method: 'POST', path: '/api/tokens', session: people.viewer };
    const body = { name: 'robot', role: 'admin' };
    assert.equal((await gateway.ask({ ...wish, body })).code, 'ROLE_MISSING');
    const user = { name: 'eve', password: 'correct horse battery', role: 'admin', isOwner: true };
    const made = await gateway.ask({ method: 'POST', path: '/api/users', body: user, session: people.admin });
    assert.deepEqual([made.status, made.code], [400, 'REQUEST_INVALID']);
    const own = await gateway.ask({
      method: 'PUT',
      path: '/api/session/password',
      body: { present: 'x', next: 'correct horse battery', role: 'admin' },
      session: people.viewer,
    });
    assert.equal(own.status, 400);
  });

  test("another's token is not there to revoke, and a revoked or expired one opens nothing", async () => {
    const { id, text } = await createToken(gateway, people.admin, { role: 'viewer' });
    const revoke = (session: string) => gateway.ask({ method: 'DELETE', path: `/api/tokens/${id}`, session });
    assert.equal((await revoke(people.trader)).status, 404);
    const listed = await gateway.ask({ path: '/api/tokens', session: people.trader });
    assert.ok(listed.json<{ owner: string }[]>().every(({ owner }) => owner === 'trader'));
    assert.equal((await gateway.ask({ path: '/api/stats', token: text })).status, 200);
    assert.equal((await revoke(people.admin)).status, 204);
    assert.equal((await gateway.ask({ path: '/api/stats', token: text })).status, 401);
    const short = await createToken(gateway, people.admin, { role: 'viewer', days: 1 });
    gateway.pass(86_400_000 + 1000);
    assert.equal((await gateway.ask({ path: '/api/stats', token: short.text })).status, 401);
  });
});

test('the last admin stays an admin', async (t) => {
  const gateway = await openGateway(t, { settings: { mode: 'paper' } });
  const session = await setUp(gateway);
  const [{ id } = { id: '' }] = await gateway.storage.users();
  for (const body of [{ role: 'viewer' }, { isDisabled: true }]) {
    const answer = await gateway.ask({ method: 'PATCH', path: `/api/users/${id}`, body, session });
    assert.deepEqual([answer.status, answer.code], [409, 'ADMIN_NEEDED']);
  }
  await signIn(gateway, 'ada');
});

test('every change is in the audit with who made it and from where, and the chain holds', async (t) => {
  const gateway = await openGateway(t, { settings: { mode: 'paper' } });
  const { admin, trader } = await createPeople(gateway);
  await gateway.ask({ method: 'POST', path: '/api/stop', body: { reason: 'news' }, session: trader });
  gateway.setWorkers(() => [{ service: 'cache', state: 'ready', restarts: 0 }]);
  const restart = { method: 'POST', path: '/api/system/workers/cache/restart', session: admin };
  assert.equal((await gateway.ask(restart)).status, 204);
  assert.deepEqual(gateway.restarted, ['cache']);
  const audit = await gateway.ask({ path: '/api/audit', session: admin });
  const entries = audit.json<{ entries: { actor: string; action: string }[] }>().entries;
  const told = entries.map(({ actor, action }) => `${actor} ${action}`);
  assert.ok(told.includes('user:trader stopTrading'), told.join());
  assert.ok(told.includes('user:admin restartWorker'));
  assert.ok(told.includes('user:admin createUser'));
  const check = await gateway.ask({ path: '/api/audit/check', session: admin });
  assert.equal(check.json()['brokenAtSeq'], null);
  assert.doesNotMatch(audit.text, /correct horse|scrypt/);
});
