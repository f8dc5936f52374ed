// Webhooks from the storage worker on its thread to receivers on real sockets.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { allocateMetricRegion } from '../../src/core/board/metric-region.ts';
import { openMetrics } from '../../src/core/board/metrics.ts';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import { nodePublic } from '../../src/core/outside/node-public.ts';
import { createPublicTransport } from '../../src/core/outside/public-transport.ts';
import { openLoopbackHttp } from '../../src/core/outside/testing/loopback-http.ts';
import { systemRandom } from '../../src/core/random.ts';
import { startRuntime } from '../../src/core/supervisor/start-runtime.ts';
import { webhookRoutes } from '../../src/workers/gateway/http/routes/webhooks.ts';
import { until } from '../../src/workers/gateway/mqtt/testing/until.ts';
import { createSealed } from '../../src/workers/gateway/security/sealed.ts';
import { openGateway } from '../../src/workers/gateway/testing/open-gateway.ts';
import { setUp } from '../../src/workers/gateway/testing/people.ts';
import { silentLog } from '../../src/workers/gateway/webhooks/testing/start-webhooks.ts';
import { openWebhooks } from '../../src/workers/gateway/webhooks/webhooks.ts';
import { storageContract } from '../../src/workers/storage/contract.ts';

const COUNT = 40;
const sealed = createSealed('22'.repeat(32), systemRandom);
const request = {
  actor: undefined,
  by: { actor: 'Ada', address: '' },
  agent: '',
  device: undefined,
  correlationId: 'c',
  setSession() {},
  setDevice() {},
  setActor() {},
  setStatus() {},
};

async function startStorage(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-webhooks-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const runtime = await startRuntime({
    workers: [
      {
        name: 'storage',
        module: new URL('../../src/workers/storage/service.ts', import.meta.url).href,
        settings: { path: join(folder, 'zapflow.db'), readerThreads: 1, readTimeoutMs: 5000 },
      },
    ],
    uses: { storage: storageContract },
  });
  await runtime.ready;
  t.after(() => runtime.stop());
  return runtime.clients.storage;
}

test('what happens reaches every receiver that is well, in order, signed; the others wait and get it later', async (t) => {
  const store = await startStorage(t);
  let isHealed = false;
  const got = new Map<string, string[]>();
  const secrets: Record<string, string> = {};
  const take: RequestListener = async (incoming, response) => {
    const body = Buffer.concat(await incoming.toArray()).toString();
    const [, name = ''] = (incoming.url ?? '').split('/');
    const [, seconds, mac] = /^t=(\d+),v1=(\w+)$/.exec(String(incoming.headers['zapflow-signature'])) ?? [];
    const expected = createHmac('sha256', secrets[name] ?? '')
      .update(`${seconds}.${body}`)
      .digest('hex');
    assert.equal(mac, expected);
    got.set(name, [...(got.get(name) ?? []), JSON.parse(body).id]);
    response.writeHead(204).end();
  };
  const ill: Record<string, RequestListener> = {
    hangs() {},
    fails: (_, response) => void response.writeHead(500).end(),
    closes: (incoming) => void incoming.socket.destroy(),
  };
  const server = await openLoopbackHttp((incoming, response) => {
    const [, name = ''] = (incoming.url ?? '').split('/');
    const answer = isHealed ? take : (ill[name] ?? take);
    return answer(incoming, response);
  });
  t.after(() => server[Symbol.asyncDispose]());
  const { host } = new URL(server.url);
  const doors = {
    ...{ storage: store, store, sealed, clock: systemClock, random: systemRandom, log: silentLog },
    transport: createPublicTransport({ machine: nodePublic, trusted: [host] }),
    metrics: openMetrics(allocateMetricRegion(65_536)),
    settings: { timeoutMs: 60_000, giveUpMs: 86_400_000, disableMs: 5 * 86_400_000, maxWaiting: 1000 },
  };
  let webhooks = openWebhooks(doors);
  t.after(() => webhooks.stop());
  const routes = webhookRoutes({ ...doors, webhooks });
  for (const name of ['well', ...Object.keys(ill)]) {
    const body = { name, url: `${server.url}/${name}`, topics: ['alerts' as const] };
    const made = await routes.createWebhook({ params: undefined, query: undefined, body }, request);
    secrets[name] = made.secret;
  }
  const ids = Array.from({ length: COUNT }, (_, n) => `alert-${n}`);
  const keys = ids.map((id) => `alert.raised-${id}`);
  const alert = { kind: 'test', severity: 'info' as const, title: 'A test', says: 'Nothing to do.' };
  for (const id of ids) await store.raiseAlert({ ...alert, id, isTold: true });
  await until(() => got.get('well')?.length === COUNT);
  assert.deepEqual([...got], [['well', keys]]);

  await webhooks.stop();
  isHealed = true;
  webhooks = openWebhooks(doors);
  await until(() => Object.keys(ill).every((name) => got.get(name)?.length === COUNT));
  for (const name of Object.keys(ill)) assert.deepEqual(got.get(name), keys);
  assert.equal(got.get('well')?.length, COUNT, 'what was confirmed does not come again');
  // What was handed over is confirmed a moment later.
  await until(async () => (await store.webhooks()).every(({ waiting }) => waiting === 0));
  const listed = await store.webhooks();
  assert.ok(listed.every(({ secret }) => !Object.values(secrets).some((open) => secret.includes(open))));
});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = await openLoopbackHttp(() => {});
  const { port } = new URL(server.url);
  await server[Symbol.asyncDispose]();
  return Number(port);
}

test('a receiver that is killed again and again has everything in the end, in order, and nothing of it is lost', async (t) => {
  const store = await startStorage(t);
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-receiver-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [port, file] = [await freePort(), join(folder, 'received')];
  writeFileSync(file, '');
  const received = () => readFileSync(file, 'utf8').split('\n').slice(0, -1);
  const startReceiver = async () => {
    const script = new URL('./services/receiver-process.ts', import.meta.url).pathname;
    const started = spawn(process.execPath, [script, `${port}`, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    t.after(() => started.kill('SIGKILL'));
    await once(started.stdout, 'data');
    return async () => {
      const gone = once(started, 'exit');
      started.kill('SIGKILL');
      await gone;
    };
  };
  // What waits for a second attempt is not what this is about.
  const clock: Clock = { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms / 100, signal) };
  const doors = {
    ...{ storage: store, store, sealed, clock, random: systemRandom, log: silentLog },
    transport: createPublicTransport({ machine: nodePublic, trusted: [`127.0.0.1:${port}`] }),
    metrics: openMetrics(allocateMetricRegion(65_536)),
    settings: { timeoutMs: 60_000, giveUpMs: 86_400_000, disableMs: 5 * 86_400_000, maxWaiting: 1000 },
  };
  const webhooks = openWebhooks(doors);
  t.after(() => webhooks.stop());
  const body = { name: 'mortal', url: `http://127.0.0.1:${port}/`, topics: ['alerts' as const] };
  await webhookRoutes({ ...doors, webhooks }).createWebhook(
    { params: undefined, query: undefined, body },
    request,
  );

  const alert = { kind: 'test', severity: 'info' as const, title: 'A test', says: 'Nothing to do.' };
  const keys: string[] = [];
  for (let life = 0; life < 4; life++) {
    const kill = await startReceiver();
    const before = new Set(received()).size;
    for (let n = 0; n < COUNT; n++) {
      const id = `life-${life}-${n}`;
      keys.push(`alert.raised-${id}`);
      await store.raiseAlert({ ...alert, id, isTold: true });
    }
    await until(() => new Set(received()).size > before);
    await kill();
  }
  await startReceiver();
  await until(() => new Set(received()).size === keys.length);
  const got = received();
  assert.deepEqual([...new Set(got)], keys);
  assert.ok(got.length - keys.length <= 4, `${got.length - keys.length} came twice`);
  await until(async () => (await store.webhooks()).every(({ waiting }) => waiting === 0));
});

test('a stop and what follows it, asked for at the door, is told to receivers, as is an alert and its end', async (t) => {
  const got: { type: string; data: Record<string, unknown> }[] = [];
  const server = await openLoopbackHttp(async (incoming, response) => {
    got.push(JSON.parse(Buffer.concat(await incoming.toArray()).toString()));
    response.writeHead(204).end();
  });
  t.after(() => server[Symbol.asyncDispose]());
  const { host } = new URL(server.url);
  const gateway = await openGateway(t, { settings: { outside: { ports: [], trusted: [host] } } });
  const session = await setUp(gateway);
  const post = async (path: string, body: object) => {
    const answer = await gateway.ask({ method: 'POST', path, body, session });
    assert.equal(answer.status, 200, answer.text);
  };
  await post('/api/webhooks', { name: 'all', url: `${server.url}/`, topics: ['alerts', 'trading'] });
  await post('/api/stop', { reason: 'lunch' });
  await post('/api/stop', { reason: 'told already' });
  const resumed = await gateway.ask({ method: 'DELETE', path: '/api/stop', session });
  assert.equal(resumed.status, 200, resumed.text);
  const states = [{ service: 'cache', state: 'failed', restarts: 5 }];
  gateway.setWorkers(() => states);
  await until(() => got.some(({ data }) => data['kind'] === 'worker-failed'));
  gateway.setWorkers(() => []);
  await until(() =>
    got.some(({ type, data }) => type === 'alert.cleared' && data['kind'] === 'worker-failed'),
  );
  const trading = got.filter(({ type }) => type.startsWith('trading.'));
  assert.deepEqual(
    trading.map(({ type, data }) => [type, data['isStopped'], data['reason']]),
    [
      ['trading.stopped', true, 'lunch'],
      ['trading.resumed', false, ''],
    ],
  );
  const cleared = got.find(({ type }) => type === 'alert.cleared')?.data;
  assert.match(String(cleared?.['says']), /\.$/);
  assert.notEqual(cleared?.['clearedAtMs'], null);
});
