// Threats 1 and 2: who gets in, how often he may try, and when he is out again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDevice, toSession } from '../../src/workers/gateway/testing/ask.ts';
import { openGateway, type TestGateway } from '../../src/workers/gateway/testing/open-gateway.ts';
import { createPeople, password, setUp, signIn } from '../../src/workers/gateway/testing/people.ts';

const MINUTE = 60_000;
/** No guests: paper mode. */
const paper = { settings: { mode: 'paper' } };
/** Where the limit of an address is not what is tested. */
const rateLimit = { tokenPerMinute: 1000, sessionPerMinute: 1000, failedPerMinute: 1000 };
const patient = { settings: { mode: 'paper', rateLimit } };

const trySignIn = (gateway: TestGateway, name: string, given: string) =>
  gateway.ask({ method: 'POST', path: '/api/session', body: { name, password: given } });

test('without an account nobody gets in; the printed token makes the first one, once', async (t) => {
  const gateway = await openGateway(t, paper);
  assert.equal((await trySignIn(gateway, 'admin', 'admin')).code, 'SIGN_IN_WRONG');
  const setup = (token: string, name: string) =>
    gateway.ask({ method: 'POST', path: '/api/setup', body: { token, name, password } });
  assert.equal((await setup('guess', 'eve')).code, 'SETUP_TOKEN_WRONG');
  assert.equal((await gateway.ask({ path: '/api/session' })).json()['needsSetup'], true);
  const both = await Promise.all([setup(gateway.setupToken, 'ada'), setup(gateway.setupToken, 'eve')]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
  assert.equal((await setup(gateway.setupToken, 'mallory')).code, 'SETUP_DONE');
  assert.equal((await gateway.ask({ path: '/api/session' })).json()['needsSetup'], false);
  assert.equal((await gateway.storage.users()).length, 1);
});

test('the first account is an admin and signed in with a cookie that scripts and other sites never get', async (t) => {
  const gateway = await openGateway(t, paper);
  const body = { token: gateway.setupToken, name: 'ada', password };
  const answer = await gateway.ask({ method: 'POST', path: '/api/setup', body });
  assert.match(
    answer.headers['set-cookie']?.[0] ?? '',
    /^zapflow=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  assert.match(
    answer.headers['set-cookie']?.[1] ?? '',
    /^zapflow-device=v1\.[\w-]+; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  const users = await gateway.ask({ path: '/api/users', session: toSession(answer) });
  assert.deepEqual(
    users.json<{ role: string }[]>().map(({ role }) => role),
    ['admin'],
  );
  assert.doesNotMatch(users.text, /hash|scrypt/);
});

test('the sixth wrong try is refused, also with the right password, until a quarter of an hour has passed', async (t) => {
  const gateway = await openGateway(t, paper);
  await setUp(gateway);
  for (let i = 1; i <= 5; i++)
    assert.equal((await trySignIn(gateway, 'ada', 'wrong')).status, 401, `try ${i}`);
  const sixth = await trySignIn(gateway, 'ada', 'wrong');
  assert.deepEqual([sixth.status, sixth.code], [429, 'SIGN_IN_LOCKED']);
  assert.ok(Number(sixth.headers['retry-after']) > 0 && Number(sixth.headers['retry-after']) <= 900);
  assert.equal((await trySignIn(gateway, 'ada', password)).status, 429);
  gateway.pass(15 * MINUTE + 1000);
  assert.equal((await trySignIn(gateway, 'ada', password)).status, 200);
});

test('strangers who lock a name keep neither a browser that it signed in with before nor its session out', async (t) => {
  const gateway = await openGateway(t, patient);
  const session = await setUp(gateway);
  const signInWith = (device: string | undefined, name: string, given: string) =>
    gateway.ask({ method: 'POST', path: '/api/session', body: { name, password: given }, device });
  const device = toDevice(await signInWith(undefined, 'ada', password));
  for (let i = 0; i < 5; i++) await trySignIn(gateway, 'ada', 'wrong');
  assert.equal((await trySignIn(gateway, 'ada', password)).code, 'SIGN_IN_LOCKED');
  const stepUp = (given: string) =>
    gateway.ask({ method: 'POST', path: '/api/session/step-up', body: { password: given }, session });
  assert.equal((await stepUp(password)).status, 200);
  assert.equal((await signInWith(device, 'ada', password)).status, 200);
  assert.equal((await trySignIn(gateway, 'ada', password)).code, 'SIGN_IN_LOCKED', 'it stays for strangers');

  for (const [who, attempt] of [
    ['a known browser', (given: string) => signInWith(device, 'ada', given)],
    ['a session', stepUp],
  ] as const) {
    for (let i = 0; i < 5; i++) assert.equal((await attempt('wrong')).code, 'SIGN_IN_WRONG', who);
    assert.equal((await attempt(password)).code, 'SIGN_IN_LOCKED', who);
  }
  const created = { name: 'eve', password, role: 'viewer' };
  await gateway.ask({ method: 'POST', path: '/api/users', body: created, session });
  for (let i = 0; i < 5; i++) await trySignIn(gateway, 'eve', 'wrong');
  assert.equal((await signInWith(device, 'eve', password)).code, 'SIGN_IN_LOCKED', 'of another name');
});

test('a name with what storage cannot keep is wrong like any other', async (t) => {
  const gateway = await openGateway(t, patient);
  await setUp(gateway);
  for (const name of ['a\0da', '\0', 'ada\ud800', '\udfffada']) {
    const codes: unknown[] = [];
    for (let i = 0; i < 6; i++) codes.push((await trySignIn(gateway, name, 'wrong')).code);
    assert.deepEqual(codes, [...Array(5).fill('SIGN_IN_WRONG'), 'SIGN_IN_LOCKED'], JSON.stringify(name));
  }
});

test('a name that nobody has is answered and locked like any other', async (t) => {
  const gateway = await openGateway(t, paper);
  await setUp(gateway);
  const codes = async (name: string) => {
    const seen: unknown[] = [];
    for (let i = 0; i < 6; i++) {
      const { code, json } = await trySignIn(gateway, name, 'wrong');
      seen.push(code, json<{ error: { message: string } }>().error.message);
    }
    return seen;
  };
  assert.deepEqual(await codes('nobody'), await codes('ada'));
});

test('tries at the same time gain nothing', async (t) => {
  const gateway = await openGateway(t, paper);
  await setUp(gateway);
  const tries = await Promise.all(Array.from({ length: 12 }, () => trySignIn(gateway, 'ada', 'wrong')));
  assert.ok(tries.every(({ status }) => status === 401 || status === 429));
  assert.equal(tries.filter(({ status }) => status === 401).length, 5);
});

test('an address that gives many wrong secrets has to wait, whatever names it tries', async (t) => {
  const gateway = await openGateway(t, {
    settings: {
      mode: 'paper',
      rateLimit: { tokenPerMinute: 100, sessionPerMinute: 1000, failedPerMinute: 8 },
    },
  });
  const session = await setUp(gateway);
  const login = { method: 'POST', path: '/api/session', body: { name: 'ada', password } };
  const device = toDevice(await gateway.ask(login));
  for (let i = 0; i < 8; i++) assert.equal((await trySignIn(gateway, `user${i}`, 'wrong')).status, 401);
  const next = await trySignIn(gateway, 'another', 'wrong');
  assert.deepEqual([next.status, next.code], [429, 'RATE_EXCEEDED']);
  assert.ok(Number(next.headers['retry-after']) > 0);
  assert.equal((await gateway.ask(login)).code, 'RATE_EXCEEDED');
  assert.equal((await gateway.ask({ ...login, device })).status, 200, 'a known browser does not wait');
  const stepUp = { method: 'POST', path: '/api/session/step-up', body: { password }, session };
  assert.equal((await gateway.ask(stepUp)).status, 200, 'nor does a session');
  const others = { ...login, body: { name: 'another', password: 'wrong' }, device, session };
  assert.equal((await gateway.ask(others)).code, 'RATE_EXCEEDED', 'at names of others they do');
  assert.equal((await gateway.ask({ path: '/api/stats', token: `zf_${'x'.repeat(43)}` })).status, 429);
  assert.equal((await gateway.ask({ path: '/api/stats', session })).status, 200);
});

test('signing in gives a new session and ends the one before; a planted cookie opens nothing', async (t) => {
  const gateway = await openGateway(t, paper);
  await setUp(gateway);
  const planted = 'A'.repeat(43);
  const login = { method: 'POST', path: '/api/session', body: { name: 'ada', password } };
  const first = toSession(await gateway.ask({ ...login, session: planted }));
  assert.notEqual(first, planted);
  assert.equal((await gateway.ask({ path: '/api/stats', session: planted })).status, 401);
  const second = toSession(await gateway.ask({ ...login, session: first }));
  assert.equal((await gateway.ask({ path: '/api/stats', session: first })).status, 401);
  assert.equal((await gateway.ask({ path: '/api/stats', session: second })).status, 200);
});

test('only a hash of the session is stored', async (t) => {
  const gateway = await openGateway(t, paper);
  const session = await setUp(gateway);
  assert.equal(await gateway.storage.session({ idHash: session }), null);
});

test('a session ends half an hour after its last use and twelve hours after its begin', async (t) => {
  const gateway = await openGateway(t, paper);
  const session = await setUp(gateway);
  const status = async () => (await gateway.ask({ path: '/api/stats', session })).status;
  gateway.pass(29 * MINUTE);
  assert.equal(await status(), 200);
  gateway.pass(29 * MINUTE);
  assert.equal(await status(), 200);
  gateway.pass(31 * MINUTE);
  assert.equal(await status(), 401);

  const long = await signIn(gateway, 'ada');
  for (let i = 0; i < 24; i++) {
    gateway.pass(29 * MINUTE);
    await gateway.ask({ path: '/api/stats', session: long });
  }
  gateway.pass(25 * MINUTE);
  assert.equal((await gateway.ask({ path: '/api/stats', session: long })).status, 401);
});

test('signing out ends the session at once', async (t) => {
  const gateway = await openGateway(t, paper);
  const session = await setUp(gateway);
  const out = await gateway.ask({ method: 'DELETE', path: '/api/session', session });
  assert.equal(out.status, 204);
  // With the path it was set for, or the browser would keep it.
  assert.match(String(out.headers['set-cookie']), /^zapflow=; .*Path=\/; .*HttpOnly; SameSite=Strict$/);
  assert.equal((await gateway.ask({ path: '/api/stats', session })).status, 401);
});

test('another role and a closed account count from the next request on', async (t) => {
  const gateway = await openGateway(t, paper);
  const { admin, trader } = await createPeople(gateway);
  const users = (await gateway.storage.users()).map(({ id, name }) => [name, id] as const);
  const id = new Map(users).get('trader');
  const change = (body: object) =>
    gateway.ask({ method: 'PATCH', path: `/api/users/${id}`, body, session: admin });
  assert.equal(
    (await gateway.ask({ method: 'POST', path: '/api/stop', body: {}, session: trader })).status,
    200,
  );
  assert.equal((await change({ role: 'viewer' })).status, 200);
  const stop = await gateway.ask({ method: 'POST', path: '/api/stop', body: {}, session: trader });
  assert.deepEqual([stop.status, stop.code], [403, 'ROLE_MISSING']);
  assert.equal((await change({ isDisabled: true })).status, 200);
  assert.equal((await gateway.ask({ path: '/api/stats', session: trader })).status, 401);
  assert.equal((await trySignIn(gateway, 'trader', password)).code, 'SIGN_IN_WRONG');
});

test('what concerns rights asks for the password again after five minutes', async (t) => {
  const gateway = await openGateway(t, paper);
  const session = await setUp(gateway);
  const create = (name: string) =>
    gateway.ask({ method: 'POST', path: '/api/users', body: { name, password, role: 'viewer' }, session });
  assert.equal((await create('one')).status, 200);
  gateway.pass(5 * MINUTE + 1000);
  assert.equal((await create('two')).code, 'STEP_UP_NEEDED');
  const prove = (given: string) =>
    gateway.ask({ method: 'POST', path: '/api/session/step-up', body: { password: given }, session });
  assert.equal((await prove('wrong')).code, 'SIGN_IN_WRONG');
  assert.equal((await create('two')).code, 'STEP_UP_NEEDED');
  assert.equal((await prove(password)).status, 200);
  assert.equal((await create('two')).status, 200);
});

test('another password ends every other session', async (t) => {
  const gateway = await openGateway(t, paper);
  const session = await setUp(gateway);
  const other = await signIn(gateway, 'ada');
  const change = (present: string) =>
    gateway.ask({
      method: 'PUT',
      path: '/api/session/password',
      body: { present, next: 'a new long password' },
      session,
    });
  assert.equal((await change('wrong')).code, 'SIGN_IN_WRONG');
  assert.equal((await change(password)).status, 204);
  assert.equal((await gateway.ask({ path: '/api/stats', session: other })).status, 401);
  assert.equal((await gateway.ask({ path: '/api/stats', session })).status, 200);
  assert.equal((await trySignIn(gateway, 'ada', password)).status, 401);
  assert.equal((await trySignIn(gateway, 'ada', 'a new long password')).status, 200);
});

test('a guest sees in sandbox mode on this machine, and nothing more', async (t) => {
  const sandbox = await openGateway(t);
  assert.equal((await sandbox.ask({ path: '/api/stats' })).status, 200);
  assert.equal((await sandbox.ask({ method: 'POST', path: '/api/stop', body: {} })).code, 'SIGN_IN_NEEDED');
  const others = [paper, { settings: { mode: 'live' } }, { settings: { trustedProxy: ['10.0.0.1'] } }];
  for (const changes of others) {
    const gateway = await openGateway(t, changes);
    assert.equal((await gateway.ask({ path: '/api/stats' })).code, 'SIGN_IN_NEEDED');
    assert.equal((await gateway.ask({ path: '/api/health' })).status, 200);
  }
});

test('whom a proxy that was not declared lets in is no guest', async (t) => {
  const gateway = await openGateway(t);
  for (const name of ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via', 'cf-connecting-ip']) {
    const headers = { [name]: '203.0.113.9' };
    assert.equal((await gateway.ask({ path: '/api/stats', headers })).code, 'SIGN_IN_NEEDED', name);
    assert.equal((await gateway.ask({ path: '/api/session', headers })).json()['guestRole'], null, name);
  }
});

test('every change is a line of the audit file, without what was secret in it', async (t) => {
  const gateway = await openGateway(t, paper);
  const session = await setUp(gateway);
  await gateway.ask({ method: 'POST', path: '/api/stop', session, body: { reason: 'a look' } });
  const lines = gateway.lines.map((line) => JSON.parse(line)).filter(({ category }) => category === 'audit');
  assert.deepEqual(
    lines.map(({ action }) => action),
    ['setup', 'stopTrading'],
  );
  assert.ok(lines.every(({ address }) => address === '127.0.0.1'));
  assert.ok(!JSON.stringify(lines).includes(password));
});
