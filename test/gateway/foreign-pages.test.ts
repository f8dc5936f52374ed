// Threats 3 to 5: what a web page of somebody else causes changes nothing, over every route there is.
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { connect } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { until } from '../../src/workers/gateway/mqtt/testing/until.ts';
import { openGateway, type TestGateway } from '../../src/workers/gateway/testing/open-gateway.ts';
import { setUp } from '../../src/workers/gateway/testing/people.ts';
import { everyRoute, toBody, toPath, unsafeRoutes } from './every-route.ts';

/** Everything that is stored, as one number; but for when something was last used, which reading may note. */
function fingerprint({ folder }: TestGateway): string {
  const database = new DatabaseSync(`${folder}/zapflow.db`, { readOnly: true });
  const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
  const rows = tables.map(({ name }) => [name, database.prepare(`select * from "${name}"`).all()]);
  database.close();
  const isUse = (column: string) => column === 'seen_at' || column === 'used_at';
  return hash(
    'sha256',
    JSON.stringify(rows, (key, value) => (isUse(key) ? null : value)),
  );
}

describe('a request that another page caused', () => {
  let gateway: TestGateway;
  let session: string;
  let release: () => Promise<void>;
  before(async () => {
    gateway = await openGateway({
      after: (run) => {
        release = run;
      },
    });
    // What the program tells by itself is in storage, and handled, before anything is compared.
    await until(async () => (await alerts()).length > 0);
    session = await setUp(gateway);
    await until(async () => (await alerts()).every(({ clearedAtMs }) => clearedAtMs !== null));
    await allIsTold();
  });
  const allIsTold = () =>
    until(async () => (await gateway.storage.outboxBacklog(undefined)).every(({ waiting }) => waiting === 0));
  const alerts = async () => (await gateway.storage.alerts({ max: 10 })).alerts;
  after(() => release());

  test('changes nothing on any route, with a valid session', async () => {
    const before = fingerprint(gateway);
    assert.ok(unsafeRoutes.length > 20);
    for (const [name, route] of unsafeRoutes) {
      const wish = { method: route.method, path: toPath(route), body: toBody(name, route) ?? {}, session };
      const foreign: [string, Record<string, string>][] = [
        ['foreign Origin', { origin: 'https://evil.test' }],
        ['Origin null', { origin: 'null' }],
        ['our name on another port', { origin: `http://127.0.0.1:${gateway.port + 1}` }],
        ['cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
        ['same-site fetch', { 'sec-fetch-site': 'same-site' }],
        ['no page at all', { 'sec-fetch-site': 'none' }],
        ['text/plain', { 'content-type': 'text/plain' }],
        ['text/plain in capitals', { 'content-type': 'TEXT/Plain; charset=utf-8' }],
        ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
        ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }],
        ['no header of our own', { 'x-zapflow': '' }],
      ];
      for (const [what, headers] of foreign) {
        const answer = await gateway.ask({ ...wish, headers });
        assert.equal(answer.status, 403, `${name} with ${what}: ${answer.text}`);
        assert.match(answer.code ?? '', /ORIGIN_FOREIGN|HEADER_MISSING/);
      }
    }
    assert.equal(fingerprint(gateway), before);
  });

  test('by another name of this machine is refused everywhere', async () => {
    const paths = [
      ...everyRoute.map(([, route]) => toPath(route)),
      '/',
      '/settings',
      '/api/docs',
      '/api/openapi.json',
    ];
    for (const path of paths)
      for (const host of [
        'evil.test',
        `evil.test:${gateway.port}`,
        '127.0.0.1.evil.test',
        '169.254.169.254',
        '0',
      ]) {
        const answer = await gateway.ask({ path, headers: { host }, session });
        assert.deepEqual([answer.status, answer.code], [421, 'HOST_UNKNOWN'], `${host}${path}`);
      }
    for (const host of ['localhost', '127.0.0.1', '[::1]', `localhost:${gateway.port}`])
      assert.equal((await gateway.ask({ path: '/api/health', headers: { host } })).status, 200, host);
  });

  test('is told from one of our own page', async () => {
    const own = { origin: `http://127.0.0.1:${gateway.port}`, 'sec-fetch-site': 'same-origin' };
    const answer = await gateway.ask({ method: 'POST', path: '/api/stop', body: {}, headers: own, session });
    assert.equal(answer.status, 200);
    // The stop is owed to receivers of webhooks, and handled a moment later: what follows compares all that is stored.
    await allIsTold();
  });

  test('opens no socket, and leaves no rows', async () => {
    const before = fingerprint(gateway);
    const cookie = `zapflow=${session}`;
    assert.equal(await open(gateway, { origin: 'https://evil.test', cookie }), 403);
    assert.equal(await open(gateway, { origin: 'null', cookie }), 403);
    assert.equal(await open(gateway, { cookie, 'sec-fetch-site': 'cross-site' }), 403);
    assert.equal(await open(gateway, { host: 'evil.test', cookie }), 421);
    assert.equal(await open(gateway, { authorization: 'Bearer zf_wrong' }), 401);
    assert.equal(await open(gateway, { origin: `http://127.0.0.1:${gateway.port}`, cookie }), 'open');
    assert.equal(fingerprint(gateway), before);
  });

  test('is of no use as a GET, because GET changes nothing', async () => {
    const before = fingerprint(gateway);
    for (const [, route] of everyRoute.filter(([, { method }]) => method === 'GET'))
      await gateway.ask({
        path: toPath(route),
        session,
        headers: { origin: 'https://evil.test', 'x-zapflow': '' },
      });
    assert.equal(fingerprint(gateway), before);
  });
});

test('a request without a host is refused like one of another name', async (t) => {
  const { port } = await openGateway(t);
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /api/health HTTP/1.1\r\nconnection: close\r\n\r\n');
  const answer = Buffer.concat(await socket.toArray()).toString();
  assert.match(answer, /^HTTP\/1\.1 421 [\s\S]*"code":"HOST_UNKNOWN"/);
});

test('a live connection is opened at one path only: everywhere else it is refused before the handshake', async (t) => {
  const gateway = await openGateway(t);
  for (const path of ['/', '/ws/', '/ws/none', '/api/health', '/api/none', '/nothing.js', '/api/docs'])
    assert.equal(await open(gateway, {}, path), 404, path);
  assert.equal(await open(gateway, {}), 'open');
  const other = { connection: 'upgrade', upgrade: 'h2c' };
  assert.equal((await gateway.ask({ path: '/ws', headers: other })).code, 'ROUTE_UNKNOWN');
});

test('names of the configuration are names of ours, also behind a declared proxy', async (t) => {
  const gateway = await openGateway(t, {
    settings: { mode: 'paper', hosts: ['zap.example.org'], trustedProxy: ['127.0.0.1'] },
  });
  const proxied = {
    'x-forwarded-host': 'zap.example.org',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '203.0.113.7',
    origin: 'https://zap.example.org',
  };
  const body = { token: gateway.setupToken, name: 'ada', password: 'correct horse battery' };
  const answer = await gateway.ask({ method: 'POST', path: '/api/setup', body, headers: proxied });
  assert.equal(answer.status, 200);
  assert.match(
    answer.headers['set-cookie']?.[0] ?? '',
    /^__Host-zapflow=[\w-]+; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
  assert.match(answer.headers['set-cookie']?.[1] ?? '', /^__Host-zapflow-device=v1\..*; HttpOnly; Secure; /);
  assert.equal(answer.headers['strict-transport-security'], 'max-age=31536000');
  const { entries } = await gateway.storage.auditEntries({});
  assert.ok(entries.length > 0);
  const foreign = { ...proxied, 'x-forwarded-host': 'evil.test', origin: 'https://evil.test' };
  assert.equal(
    (await gateway.ask({ method: 'POST', path: '/api/setup', body, headers: foreign })).status,
    421,
  );
});

test('forwarded headers of a proxy that nobody declared are not believed', async (t) => {
  const gateway = await openGateway(t, { settings: { mode: 'paper', hosts: ['zap.example.org'] } });
  const headers = { 'x-forwarded-host': 'zap.example.org', 'x-forwarded-proto': 'https' };
  const body = { token: gateway.setupToken, name: 'ada', password: 'correct horse battery' };
  const answer = await gateway.ask({ method: 'POST', path: '/api/setup', body, headers });
  assert.match(String(answer.headers['set-cookie']), /^zapflow=/);
});

function open(
  { port }: TestGateway,
  headers: Record<string, string>,
  path = '/ws',
): Promise<number | 'open'> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    socket.on('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}
