// Webhooks from the storage worker on its thread to receivers on real sockets.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { allocateMetricRegion } from '../../src/core/board/metric-region.ts';
import { openMetrics } from '../../src/core/board/metrics.ts';
import { systemClock } from '../../src/core/clock.ts';
import { nodePublic } from '../../src/core/outside/node-public.ts';
import { createPublicTransport } from '../../src/core/outside/public-transport.ts';
import { openLoopbackHttp } from '../../src/core/outside/testing/loopback-http.ts';
import { systemRandom } from '../../src/core/random.ts';
import { startRuntime } from '../../src/core/supervisor/start-runtime.ts';
import { webhookRoutes } from '../../src/workers/gateway/http/routes/webhooks.ts';
import { until } from '../../src/workers/gateway/mqtt/testing/until.ts';
import { createSealed } from '../../src/workers/gateway/security/sealed.ts';
import { silentLog } from '../../src/workers/gateway/webhooks/testing/start-webhooks.ts';
import { openWebhooks } from '../../src/workers/gateway/webhooks/webhooks.ts';
import { storageContract } from '../../src/workers/storage/contract.ts';

const COUNT = 40;
const sealed = createSealed('22'.repeat(32), systemRandom);
const request = {
  actor: undefined,
  by: { actor: 'Ada', address: '' },
  agent: '',
  correlationId: 'c',
  setSession() {},
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
  const keys = Array.from({ length: COUNT }, (_, n) => `alert-${n}`);
  for (const key of keys)
    await webhooks.publish({ topic: 'alerts', type: 'alert.raised', data: { title: key } }, key);
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
