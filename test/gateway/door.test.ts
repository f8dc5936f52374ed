// What the gateway answers whoever is let in: health, limits, documents, files.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock, test } from 'node:test';
import type { AxiosRequestConfig } from 'axios';
import { OpenAPIClientAxios } from 'openapi-client-axios';
import { routes } from '../../src/api/index.ts';
import { systemClock } from '../../src/core/clock.ts';
import { openGateway } from '../../src/workers/gateway/testing/open-gateway.ts';
import { createPeople, createToken, setUp } from '../../src/workers/gateway/testing/people.ts';

test('health is Degraded while a worker is not ready, and Disconnected with 503 when nobody can tell', async (t) => {
  const gateway = await openGateway(t);
  gateway.setWorkers(() => [{ service: 'logger', state: 'waiting', restarts: 1 }]);
  const degraded = await gateway.ask({ path: '/api/health' });
  assert.deepEqual(
    [degraded.status, degraded.json()['status'], degraded.json()['workers']],
    [200, 'Degraded', { logger: 'waiting' }],
  );
  gateway.setWorkers(() => {
    throw new Error('no answer');
  });
  const lost = await gateway.ask({ path: '/api/health' });
  assert.deepEqual([lost.status, lost.json()['status']], [503, 'Disconnected']);
});

test('health shows what the parts say, and so does the verdict of the System page', async (t) => {
  const health = { status: 'Degraded', says: 'The disk is full.', journaled: 3 };
  const gateway = await openGateway(t, { storageHealth: async () => health });
  gateway.setWorkers(() => [
    { service: 'storage', state: 'ready', restarts: 0 },
    { service: 'cache', state: 'starting', restarts: 2 },
  ]);
  const told = (await gateway.ask({ path: '/api/health' })).json();
  assert.deepEqual([told['status'], told['storage']], ['Degraded', health]);
  // What was read a moment ago is told again for a quarter of a second.
  await systemClock.sleep(300);
  const system = (await gateway.ask({ path: '/api/system' })).json();
  assert.equal(system['says'], 'cache is starting. storage: The disk is full.');
});

test('whatever a request causes carries the correlation id that its reply names', async (t) => {
  const gateway = await openGateway(t);
  const ids = new Set();
  for (let i = 0; i < 3; i++)
    ids.add((await gateway.ask({ path: '/api/stats' })).headers['x-correlation-id']);
  assert.equal(ids.size, 3);
});

test('a token may ask so often in a minute, and is told how often and when again', async (t) => {
  const rateLimit = { tokenPerMinute: 3, sessionPerMinute: 1000, failedPerMinute: 20 };
  const gateway = await openGateway(t, { settings: { mode: 'paper', rateLimit } });
  const session = await setUp(gateway);
  const one = (await createToken(gateway, session, { role: 'viewer' })).text;
  const other = (await createToken(gateway, session, { role: 'viewer' })).text;
  mock.timers.enable({ apis: ['Date'], now: Date.now() });
  t.after(() => mock.timers.reset());
  const ask = (token: string) => gateway.ask({ path: '/api/stats', token });
  for (const left of ['2', '1', '0']) {
    const { status, headers } = await ask(one);
    assert.deepEqual([status, headers['ratelimit-limit'], headers['ratelimit-remaining']], [200, '3', left]);
  }
  const fourth = await ask(one);
  assert.deepEqual([fourth.status, fourth.code], [429, 'RATE_EXCEEDED']);
  assert.deepEqual([fourth.headers['ratelimit-remaining'], fourth.headers['retry-after']], ['0', '60']);
  assert.equal((await ask(other)).status, 200);
  assert.equal((await gateway.ask({ path: '/api/stats', session })).headers['ratelimit-limit'], '1000');
  mock.timers.tick(59_000);
  assert.equal((await ask(one)).headers['retry-after'], '1');
  mock.timers.tick(1000);
  assert.equal((await ask(one)).status, 200);
});

test('answers hold what keeps browsers from doing harm', async (t) => {
  const gateway = await openGateway(t);
  for (const path of ['/', '/api/stats', '/api/docs', '/nothing.js']) {
    const { headers } = await gateway.ask({ path });
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /script-src 'self';/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline|https?:/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['x-frame-options'], 'DENY');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['access-control-allow-origin'], undefined);
  }
});

test('the dashboard is one page under every path of its own, and its files are kept for ever', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-dashboard-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>built</title>');
  writeFileSync(join(folder, 'assets', 'main-1a2b.js'), 'export {};');
  writeFileSync(join(folder, '.secret.js'), 'hidden');
  const rateLimit = { tokenPerMinute: 100, sessionPerMinute: 2, failedPerMinute: 20 };
  const gateway = await openGateway(t, { dashboardFolder: `${folder}/`, settings: { rateLimit } });
  for (const path of ['/', '/system', '/settings/users', '/setup?x=1']) {
    const page = await gateway.ask({ path });
    assert.deepEqual([page.status, page.headers['cache-control']], [200, 'no-cache'], path);
    assert.match(page.text, /built/);
    assert.equal(page.headers['ratelimit-limit'], undefined);
  }
  const script = await gateway.ask({ path: '/assets/main-1a2b.js' });
  assert.match(String(script.headers['cache-control']), /max-age=31536000, immutable/);
  for (const path of [
    '/assets/none.js',
    '/.secret.js',
    '/../package.json',
    '/api',
    '/api/',
    '/api/none',
    '/ws/none',
    '/metrics/none',
  ]) {
    const answer = await gateway.ask({ path });
    assert.equal(answer.status >= 400 && answer.status < 500, true, `${path}: ${answer.status}`);
    assert.doesNotMatch(answer.text, /built|hidden|zapflow"/);
  }
});

test('without a build the dashboard says what to run', async (t) => {
  const gateway = await openGateway(t);
  const page = await gateway.ask({ path: '/' });
  assert.equal(page.status, 503);
  assert.match(page.text, /npm run build/);
});

test('the document describes every route, who may call it and how it fails', async (t) => {
  const gateway = await openGateway(t);
  type Operation = { operationId: string; responses: Record<string, unknown>; security?: unknown };
  const document = (await gateway.ask({ path: '/api/openapi.json' })).json<{
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
  }>();
  assert.equal(document.openapi, '3.1.0');
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  assert.deepEqual(operations.map(({ operationId }) => operationId).sort(), Object.keys(routes).sort());
  for (const [name, { path, method, access }] of Object.entries(routes)) {
    const operation = document.paths[path]?.[method.toLowerCase()];
    assert.equal(operation?.operationId, name);
    assert.equal(operation.security === undefined, access === 'anyone', name);
    for (const status of ['400', '421', '429', '500', '503'])
      assert.ok(operation.responses[status], `${name} ${status}`);
  }
  const text = JSON.stringify(document);
  for (const [, ref = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = ref
      .split('/')
      .reduce<unknown>((node, part) => (node as Record<string, unknown>)?.[part], document);
    assert.ok(found, ref);
  }
  const page = await gateway.ask({ path: '/api/docs' });
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.text, /<script>(?!<)/);
});

test('a client that is generated from the document works', async (t) => {
  const gateway = await openGateway(t, { settings: { mode: 'paper' } });
  const { admin } = await createPeople(gateway);
  const { text } = await createToken(gateway, admin, { role: 'trader' });
  const origin = `http://127.0.0.1:${gateway.port}`;
  const api = new OpenAPIClientAxios({
    definition: `${origin}/api/openapi.json`,
    withServer: { url: origin },
    axiosConfigDefaults: { headers: { authorization: `Bearer ${text}` } },
  });
  type Calls = Record<
    string,
    (
      parameters?: unknown,
      body?: unknown,
      config?: AxiosRequestConfig,
    ) => Promise<{ status: number; data: Record<string, unknown> }>
  >;
  const client = (await api.init()) as unknown as Calls;
  assert.equal((await client['health']!()).data['status'], 'Healthy');
  const stopped = await client['stopTrading']!(null, { reason: 'by a client' });
  assert.deepEqual([stopped.data['isStopped'], stopped.data['reason']], [true, 'by a client']);
  assert.equal((await client['resumeTrading']!()).data['isStopped'], false);
});

test('a certificate that cannot be read is a matter of configuration', async (t) => {
  const tls = { cert: '/no/such/cert.pem', key: '/no/such/key.pem' };
  await assert.rejects(openGateway(t, { settings: { tls } }), { code: 'TLS_UNREADABLE', kind: 'config' });
});

test('a change whose keys are all optional needs no body: trading stops on the bare word', async (t) => {
  const gateway = await openGateway(t);
  const session = await setUp(gateway);
  const stopped = await gateway.ask({ method: 'POST', path: '/api/stop', session });
  assert.deepEqual([stopped.status, stopped.json()['isStopped'], stopped.json()['reason']], [200, true, '']);
});

test('health is told also to whoever shows a token that was revoked, as often as to a stranger', async (t) => {
  const rateLimit = { tokenPerMinute: 3, sessionPerMinute: 1000, failedPerMinute: 2 };
  const gateway = await openGateway(t, { settings: { mode: 'paper', rateLimit } });
  for (let i = 0; i < 4; i++) {
    const { status } = await gateway.ask({ path: '/api/health', token: `zf_${'a'.repeat(43)}` });
    assert.equal(status, 200);
  }
});
