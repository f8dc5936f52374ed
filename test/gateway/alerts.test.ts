// Alerts as a person meets them: listed, live, read, muted.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { WebSocket } from 'ws';
import type { SystemAlert } from '../../src/api/alerts.ts';
import { until } from '../../src/workers/gateway/mqtt/testing/until.ts';
import { openGateway, type TestGateway } from '../../src/workers/gateway/testing/open-gateway.ts';
import { createPeople, setUp } from '../../src/workers/gateway/testing/people.ts';

type Page = { alerts: SystemAlert[]; unread: number; muted: string[] };

async function list(gateway: TestGateway): Promise<Page> {
  const answer = await gateway.ask({ path: '/api/alerts' });
  assert.equal(answer.status, 200, answer.text);
  return answer.json<Page>();
}

/** What comes on the topic, snapshot and deltas alike. */
function watch(t: TestContext, { port }: TestGateway): SystemAlert[] {
  const seen: SystemAlert[] = [];
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`);
  t.after(() => socket.terminate());
  socket.on('open', () => socket.send(JSON.stringify({ type: 'subscribe', id: 1, topic: 'alerts' })));
  socket.on('message', (text) => {
    const frame = JSON.parse(String(text)) as { type: string; data: SystemAlert | SystemAlert[] };
    if (frame.type === 'snapshot' || frame.type === 'delta') seen.push(...[frame.data].flat());
  });
  return seen;
}

test('a program without an account says so, to whoever lists alerts and to whoever watches', async (t) => {
  const gateway = await openGateway(t);
  const seen = watch(t, gateway);
  await until(() => seen.some(({ kind, seq }) => kind === 'set-up-open' && seq > 0));
  const { alerts, unread } = await list(gateway);
  assert.deepEqual([alerts[0]?.kind, alerts[0]?.clearedAtMs, unread], ['set-up-open', null, 1]);
  assert.equal(seen.at(-1)?.id, alerts[0]?.id);
});

test('a worker that was given up is told live', async (t) => {
  const gateway = await openGateway(t);
  const seen = watch(t, gateway);
  gateway.setWorkers(() => [{ service: 'cache', state: 'failed', restarts: 5 }]);
  await until(() => seen.some(({ kind }) => kind === 'worker-failed'));
  assert.ok(gateway.lines.some((line) => line.includes('alert: cache was given up')));
});

test('alerts are read up to one of them, for everybody, and those who watch see it', async (t) => {
  const gateway = await openGateway(t);
  const session = await setUp(gateway);
  const seen = watch(t, gateway);
  for (const id of ['a', 'b'])
    await gateway.storage.raiseAlert({
      id: `webhook-off:${id}:1`,
      kind: 'webhook-off',
      severity: 'info',
      title: id,
      says: '',
    });
  const seqOf = async (id: string) =>
    (await list(gateway)).alerts.find(({ title }) => title === id)?.seq ?? 0;
  const upTo = await seqOf('a');
  const read = await gateway.ask({ method: 'POST', path: '/api/alerts/read', body: { upTo }, session });
  assert.equal(read.status, 204, read.text);
  const { alerts } = await list(gateway);
  assert.notEqual(alerts.find(({ title }) => title === 'a')?.readAtMs, null);
  assert.equal(alerts.find(({ title }) => title === 'b')?.readAtMs, null);
  await until(() => seen.some(({ title, readAtMs }) => title === 'a' && readAtMs !== null));
  assert.ok(!seen.some(({ title, readAtMs }) => title === 'b' && readAtMs !== null));
});

test('a kind is muted for a time and heard again after it, and the audit says by whom', async (t) => {
  const gateway = await openGateway(t);
  const { admin, trader, viewer } = await createPeople(gateway);
  const mute = (minutes: number, session: string) =>
    gateway.ask({ method: 'PUT', path: '/api/alerts/kinds/redis-away/mute', body: { minutes }, session });
  assert.equal((await mute(10, viewer)).status, 403);
  assert.equal((await mute(10, trader)).status, 204);
  assert.deepEqual((await list(gateway)).muted, ['redis-away']);
  gateway.pass(11 * 60_000);
  assert.deepEqual((await list(gateway)).muted, []);
  assert.equal((await mute(10, trader)).status, 204);
  assert.equal((await mute(0, admin)).status, 204);
  assert.deepEqual((await list(gateway)).muted, []);
  const { entries } = await gateway.storage.auditEntries({ action: 'muteAlerts' });
  assert.deepEqual(
    entries.map(({ actor }) => actor),
    ['user:admin', 'user:trader', 'user:trader'],
  );
});

test('five wrong passwords are an alert, and the audit has them as a guest’s', async (t) => {
  const gateway = await openGateway(t);
  await setUp(gateway);
  const body = { name: 'ada', password: 'a wrong password' };
  for (let i = 0; i < 5; i++) await gateway.ask({ method: 'POST', path: '/api/session', body });
  await until(async () => (await list(gateway)).alerts.some(({ kind }) => kind === 'sign-in-locked'));
  const { entries } = await gateway.storage.auditEntries({ action: 'lockSignIn' });
  assert.deepEqual(
    entries.map(({ actor, target }) => [actor, target]),
    [['guest', 'user:ada']],
  );
});

test('what was restored is an alert until trading is resumed', async (t) => {
  const gateway = await openGateway(t, {
    firstTradingStop: async () => ({ isStopped: true, changedAtMs: 1, by: 'restore', reason: 'Look.' }),
  });
  const isOpen = async () =>
    (await list(gateway)).alerts.some(({ kind, clearedAtMs }) => kind === 'backup-restored' && !clearedAtMs);
  await until(isOpen);
  const session = await setUp(gateway);
  assert.equal((await gateway.ask({ method: 'DELETE', path: '/api/stop', session })).status, 200);
  await until(async () => !(await isOpen()));
});
