// What the server is set up with; what it answers is tested through the whole gateway.
import assert from 'node:assert/strict';
import { type AddressInfo, connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { createLogger } from '../../../core/log/logger.ts';
import { createSeededRandom } from '../../../core/random.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createServer, type ServerOptions } from './server.ts';

async function openServer(
  t: TestContext,
  handlers: Partial<ServerOptions['handlers']> = {},
  write: (line: string) => void = () => {},
) {
  const rateLimit = { tokenPerMinute: 100, sessionPerMinute: 100, failedPerMinute: 100 };
  const settings = {
    ...{ host: '127.0.0.1', hosts: [], trustedProxy: [], tls: null, rateLimit, version: '1' },
    maxConnections: 77,
  };
  const clock = createManualClock();
  const server = await createServer({
    settings,
    random: createSeededRandom(1),
    log: createLogger({ write, clock, worker: 'gateway' }),
    identify: {
      bySession: async () => undefined,
      byToken: async () => undefined,
      again: async () => undefined,
    },
    stranger: { kind: 'guest', role: 'viewer' },
    devices: { counterOf: () => null },
    handlers: handlers as ServerOptions['handlers'],
    accept: () => {},
    nowMs: () => clock.now(),
  });
  t.after(() => server.close());
  return server;
}

test('it lets in no more connections than it is told', async (t) => {
  const { server } = await openServer(t);
  assert.equal(server.maxConnections, 77);
});

test('every refusal has the shape of ours, also of what Node and the sockets would answer by themselves', async (t) => {
  const server = await openServer(t);
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const send = async (head: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`${head}\r\nConnection: close\r\n\r\n`);
    return Buffer.concat(await socket.toArray()).toString();
  };
  for (const [head, status, code] of [
    ['GET /ws HTTP/1.1\r\nHost: 127.0.0.1', 404, 'ROUTE_UNKNOWN'],
    ['GET /api/nothing HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: nope', 404, 'ROUTE_UNKNOWN'],
    ['GET /api/health HTTP/1.1\r\nHost: [::1].evil.test', 421, 'HOST_UNKNOWN'],
    ['GET /api/health HTTP/1.1\r\nHost: 127.0.0.1:80:evil', 421, 'HOST_UNKNOWN'],
    ['GET /api/health HTTP/1.1\r\nHost: user@127.0.0.1', 421, 'HOST_UNKNOWN'],
    ['GET http://evil.test/api/health HTTP/1.1\r\nHost: 127.0.0.1', 421, 'HOST_UNKNOWN'],
  ] as const) {
    const answer = await send(head);
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*"code":"${code}"`), `${head}\n${answer}`);
    assert.match(answer, /^x-correlation-id: [0-9a-f]{16}\r$/m);
  }
});

test('what is no HTTP is told like every other failure, with the headers of every answer', async (t) => {
  const server = await openServer(t);
  await server.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('NONSENSE\r\n\r\n');
  const answer = Buffer.concat(await socket.toArray()).toString();
  assert.match(answer, /^HTTP\/1\.1 400 [\s\S]*\r\n\r\n\{"error":\{"code":"REQUEST_INVALID"/);
  assert.match(answer, /^content-security-policy: default-src 'self'/m);
  assert.doesNotMatch(answer, /statusCode/);
});

test('only the answer that many are given is kept as text: of every other nothing stays', async (t) => {
  const system = {
    ...{ mode: 'sandbox' as const, version: '1', startedAtMs: 0, status: 'Healthy' as const, says: 'a' },
    process: { rssBytes: 0, memoryLimitBytes: null },
    workers: [],
  };
  const stop = { isStopped: false, changedAtMs: null, by: null, reason: 'a' };
  const server = await openServer(t, { system: async () => system, stop: async () => stop });
  const ask = async (url: string) => {
    const { statusCode, body } = await server.inject({ url, headers: { host: '127.0.0.1' } });
    assert.equal(statusCode, 200, body);
    return body;
  };
  const first = { system: await ask('/api/system'), stop: await ask('/api/stop') };
  system.says = 'b';
  stop.reason = 'b';
  assert.equal(await ask('/api/system'), first.system);
  assert.equal(await ask('/api/stop'), first.stop.replace('"a"', '"b"'));
});

test('only a bug is logged as an error with its stack; what is too much at present is a warning', async (t) => {
  const lines: string[] = [];
  const thrown = [new AppError('QUEUE_FULL'), new Error('broken')];
  const health = () => Promise.reject(thrown.shift());
  const server = await openServer(t, { health }, (line) => lines.push(line));
  const ask = async () =>
    (await server.inject({ url: '/api/health', headers: { host: '127.0.0.1' } })).statusCode;
  assert.deepEqual([await ask(), await ask()], [503, 500]);
  const [busy, bug] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual([busy?.['level'], busy?.['code'], busy?.['err']], [40, 'QUEUE_FULL', undefined]);
  assert.equal(bug?.['level'], 50);
  assert.match(JSON.stringify(bug?.['err']), /server\.test\.ts/);
});
