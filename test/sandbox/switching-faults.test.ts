// The sandbox from all its doors: the API for people with the right, the command line, and the audit of both.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Answer, ask, toSession, type Wish } from '../../src/workers/gateway/testing/ask.ts';
import { addressOf, cleanUp, type Run, startGuarded, startZapflow } from '../program/zapflow.ts';

const timeout = 120_000;
let run: Run;
let session: string | undefined;
let request: (wish: Wish) => Promise<Answer>;

type State = { seed: number; speed: number; members: { faults: { name: string; isOn: boolean }[] }[] };
const isOn = (answer: Answer) => answer.json<State>().members[0]?.faults[0]?.isOn;

before(async () => {
  run = startGuarded();
  const port = Number(new URL(await addressOf(run)).port);
  request = (wish) => ask(port, wish);
  await run.line(({ msg }) => msg.startsWith('ready in'));
  const [, token] = await run.told(/#token=(\S+)/);
  const body = { token, name: 'ada', password: 'correct horse battery' };
  session = toSession(await request({ method: 'POST', path: '/api/setup', body }));
});

after(async () => {
  run.child.kill('SIGTERM');
  await run.exit;
  await cleanUp(run);
});

test('an admin switches a fault, a guest only looks, and the audit names who did it', {
  timeout,
}, async () => {
  const wish = { method: 'PUT', path: '/api/sandbox/faults/clock.ahead', body: { isOn: true } };
  assert.equal((await request(wish)).code, 'SIGN_IN_NEEDED');
  assert.equal(isOn(await request({ path: '/api/sandbox' })), false);
  assert.equal(isOn(await request({ ...wish, session })), true);
  assert.equal(isOn(await request({ path: '/api/sandbox' })), true);
  const off = startZapflow(['sandbox', 'fault', 'clock.ahead', 'off'], {}, run.dataDir);
  assert.equal((await off.exit).code, 0);
  assert.equal(isOn(await request({ path: '/api/sandbox' })), false);
  const { text } = await request({ path: '/api/audit', session });
  const entries = (JSON.parse(text) as { entries: { actor: string; action: string; target: string }[] })
    .entries;
  const switched = entries.filter(({ action }) => action === 'sandbox.fault');
  assert.deepEqual(
    switched.map(({ actor, target }) => [actor, target]),
    [
      ['operator at the machine', 'clock.ahead'],
      ['user:ada', 'clock.ahead'],
    ],
  );
});

test('speed and seed are changed, and what does not fit is refused with its reason', {
  timeout,
}, async () => {
  const put = (path: string, body: object) => request({ method: 'PUT', path, body, session });
  assert.equal((await put('/api/sandbox/speed', { speed: 5 })).json<State>().speed, 5);
  assert.equal((await put('/api/sandbox/seed', { seed: 42 })).json<State>().seed, 42);
  assert.equal((await put('/api/sandbox/speed', { speed: 0 })).status, 400);
  assert.equal((await put('/api/sandbox/faults/clock.ahed', { isOn: true })).code, 'FAULT_UNKNOWN');
  const settings = { byMs: 'x' };
  const wrong = await put('/api/sandbox/faults/clock.ahead', { isOn: true, settings });
  assert.deepEqual([wrong.status, wrong.code], [400, 'FAULT_SETTINGS_INVALID']);
});

test('the signer tells that there is no keystore, and takes a passphrase from people with the right only', {
  timeout,
}, async () => {
  assert.equal((await request({ path: '/api/signer' })).json()['state'], 'none');
  const body = { passphrase: 'correct horse battery' };
  const wish = { method: 'POST', path: '/api/signer/passphrase', body };
  assert.equal((await request(wish)).code, 'SIGN_IN_NEEDED');
  // who has just made the first account has given the password
  assert.equal((await request({ ...wish, session })).code, 'KEYSTORE_MISSING');
});
