// Threats 1 and 2: what a second factor adds, and where nothing is done without it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { openGateway, type TestGateway } from '../../src/workers/gateway/testing/open-gateway.ts';
import { createToken, password, setUp } from '../../src/workers/gateway/testing/people.ts';

const MINUTE = 60_000;
/** No guests: paper mode. */
const paper = { settings: { mode: 'paper' } };

const trySignIn = (gateway: TestGateway, name: string, given: string, code?: string) =>
  gateway.ask({ method: 'POST', path: '/api/session', body: { name, password: given, code } });

/** Sets a second factor for who is signed in; gives what its phone would show. */
async function enrol(gateway: TestGateway, session: string): Promise<(atMs: number) => string> {
  const begun = await gateway.ask({ method: 'POST', path: '/api/session/totp', session });
  const { secret, uri } = begun.json<{ secret: string; uri: string }>();
  assert.match(uri, /^otpauth:\/\/totp\/Zapflow/);
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const codeAt = (atMs: number) => totp.generate({ timestamp: atMs });
  const confirm = (code: string) =>
    gateway.ask({ method: 'PUT', path: '/api/session/totp', body: { code }, session });
  assert.equal((await confirm(codeAt(0))).code, 'CODE_WRONG');
  assert.equal((await confirm(codeAt(Date.now()))).status, 204);
  assert.equal((await confirm(codeAt(Date.now()))).code, 'TOTP_NOT_BEGUN');
  return codeAt;
}

test('with a second factor a sign-in takes a code, and each code once', async (t) => {
  const gateway = await openGateway(t, paper);
  const session = await setUp(gateway);
  const codeAt = await enrol(gateway, session);
  assert.equal((await trySignIn(gateway, 'ada', password)).code, 'CODE_NEEDED');
  assert.equal((await trySignIn(gateway, 'ada', 'wrong')).code, 'SIGN_IN_WRONG');
  assert.equal((await trySignIn(gateway, 'ada', password, '000000')).code, 'CODE_WRONG');
  gateway.pass(MINUTE);
  const code = codeAt(Date.now() + MINUTE);
  assert.equal((await trySignIn(gateway, 'ada', password, code)).status, 200);
  assert.equal((await trySignIn(gateway, 'ada', password, code)).status, 401);
  const stored = await gateway.storage.userByName({ name: 'ada' });
  assert.match(stored?.totp ?? '', /^v1\.[\w-]+$/);
});

test('live mode lets nobody do anything before a second factor is set, nor do without it later', async (t) => {
  const gateway = await openGateway(t, { settings: { mode: 'live' } });
  const session = await setUp(gateway);
  assert.equal(
    (await gateway.ask({ path: '/api/session', session })).json<{ user: { needsTotp: boolean } }>().user
      .needsTotp,
    true,
  );
  assert.equal((await gateway.ask({ path: '/api/stats', session })).code, 'TOTP_NEEDED');
  assert.equal(
    (await gateway.ask({ method: 'POST', path: '/api/stop', body: {}, session })).code,
    'TOTP_NEEDED',
  );
  await enrol(gateway, session);
  assert.equal((await gateway.ask({ path: '/api/stats', session })).status, 200);
  const removed = await gateway.ask({ method: 'DELETE', path: '/api/session/totp', session });
  assert.equal(removed.code, 'TOTP_COMPULSORY');
});

test('in live mode a token opens nothing while its owner has no second factor', async (t) => {
  const gateway = await openGateway(t, { settings: { mode: 'live' } });
  const session = await setUp(gateway);
  await enrol(gateway, session);
  const { text: token } = await createToken(gateway, session, { role: 'admin' });
  assert.equal((await gateway.ask({ path: '/api/stats', token })).status, 200);
  const [{ id = '' } = {}] = await gateway.storage.users();
  await gateway.storage.setTotp({ by: { actor: 'operator', address: '' }, userId: id, totp: null });
  for (const [method, path] of [
    ['GET', '/api/stats'],
    ['POST', '/api/stop'],
  ] as const) {
    const { status, code } = await gateway.ask({ method, path, token });
    assert.deepEqual([status, code], [403, 'TOTP_NEEDED'], path);
  }
  assert.equal((await gateway.ask({ path: '/api/health', token })).status, 200);
});

test('the passphrase of keys is taken from those with a second factor only', async (t) => {
  const arm = (gateway: TestGateway, session: string) =>
    gateway.ask({
      method: 'POST',
      path: '/api/signer/passphrase',
      body: { passphrase: 'of the keystore' },
      session,
    });
  for (const mode of ['paper', 'live']) {
    const gateway = await openGateway(t, { settings: { mode } });
    const session = await setUp(gateway);
    assert.equal((await arm(gateway, session)).code, 'TOTP_NEEDED', mode);
    await enrol(gateway, session);
    // the signer does not run in this test
    assert.equal((await arm(gateway, session)).code, 'PEER_UNAVAILABLE', mode);
  }
});

test('withdrawals of keys are unlocked by those with a second factor only', async (t) => {
  const gateway = await openGateway(t, paper);
  const session = await setUp(gateway);
  const body = { code: '123456' };
  const unlock = () => gateway.ask({ method: 'POST', path: '/api/signer/unlock', body, session });
  assert.equal((await unlock()).code, 'TOTP_NEEDED');
  await enrol(gateway, session);
  // the signer does not run in this test
  assert.equal((await unlock()).code, 'PEER_UNAVAILABLE');
});

test('the code that proved a new second factor signs nobody in', async (t) => {
  const gateway = await openGateway(t, paper);
  const session = await setUp(gateway);
  const codeAt = await enrol(gateway, session);
  // The one before counts by the clock as well; it is older than what was used.
  for (const atMs of [Date.now(), Date.now() - MINUTE / 2])
    assert.match(
      String((await trySignIn(gateway, 'ada', password, codeAt(atMs))).code),
      /^CODE_(USED|WRONG)$/,
    );
});

test('a second factor that is not proved within ten minutes is to be begun again', async (t) => {
  const gateway = await openGateway(t, paper);
  const session = await setUp(gateway);
  const begun = await gateway.ask({ method: 'POST', path: '/api/session/totp', session });
  const totp = new TOTP({ secret: Secret.fromBase32(begun.json<{ secret: string }>().secret) });
  gateway.pass(10 * MINUTE);
  await gateway.ask({ method: 'POST', path: '/api/session/step-up', body: { password }, session });
  const code = totp.generate({ timestamp: Date.now() + 10 * MINUTE });
  const late = await gateway.ask({ method: 'PUT', path: '/api/session/totp', body: { code }, session });
  assert.equal(late.code, 'TOTP_NOT_BEGUN');
});

test('wrong codes count as wrong secrets of the address, as wrong set-up tokens do', async (t) => {
  const rateLimit = { tokenPerMinute: 100, sessionPerMinute: 1000, failedPerMinute: 3 };
  const gateway = await openGateway(t, { settings: { mode: 'paper', rateLimit } });
  const guess = () =>
    gateway.ask({
      method: 'POST',
      path: '/api/setup',
      body: { token: 'guess', name: 'eve', password },
    });
  for (let i = 0; i < 3; i++) assert.equal((await guess()).code, 'SETUP_TOKEN_WRONG');
  assert.equal((await guess()).code, 'RATE_EXCEEDED');

  const other = await openGateway(t, { settings: { mode: 'paper', rateLimit } });
  await enrol(other, await setUp(other));
  // The enrolment gave one wrong code itself.
  for (let i = 0; i < 2; i++)
    assert.equal((await trySignIn(other, 'ada', password, '000000')).code, 'CODE_WRONG');
  assert.equal((await trySignIn(other, 'ada', password, '000000')).code, 'RATE_EXCEEDED');
});

test('a code given a second time does not make the wrong tries before it forgotten', async (t) => {
  const gateway = await openGateway(t, paper);
  const session = await setUp(gateway);
  const codeAt = await enrol(gateway, session);
  gateway.pass(MINUTE);
  const code = codeAt(Date.now() + MINUTE);
  assert.equal((await trySignIn(gateway, 'ada', password, code)).status, 200);
  for (let i = 0; i < 4; i++) assert.equal((await trySignIn(gateway, 'ada', 'wrong')).status, 401);
  assert.equal((await trySignIn(gateway, 'ada', password, code)).code, 'CODE_USED');
  assert.equal((await trySignIn(gateway, 'ada', 'wrong')).status, 401);
  assert.equal((await trySignIn(gateway, 'ada', 'wrong')).code, 'SIGN_IN_LOCKED');
});
