// The real transport against servers on the loopback interface that misbehave.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { HttpOptions } from './http.ts';
import { nodeFetch } from './node-fetch.ts';
import { openLoopbackHttp } from './testing/loopback-http.ts';
import { createTestHttp } from './testing/test-http.ts';

const oneAttempt = { retry: { attempts: 1, baseMs: 1, maxMs: 1 } };

type Serve = (request: IncomingMessage, response: ServerResponse, count: number) => void;

async function setUp(
  serve: Serve,
  options: Partial<HttpOptions> = {},
  policy: Parameters<typeof createTestHttp>[2] = {},
) {
  const arrived = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const dropped = Promise.withResolvers<void>();
  let count = 0;
  const server = await openLoopbackHttp((request, response) => {
    response.on('close', () => dropped.resolve());
    response.on('error', () => {});
    serve(request, response, ++count);
    arrived[count - 1]?.resolve();
  });
  const { clock, http } = createTestHttp(nodeFetch, { baseUrl: server.url, ...options }, policy);
  const backoff = Promise.withResolvers<number>();
  const { sleep } = clock;
  clock.sleep = (delayMs, signal) => {
    const slept = sleep(delayMs, signal);
    backoff.resolve(delayMs);
    return slept;
  };
  return {
    clock,
    http,
    /** The first wait before a repetition has begun; its length. */
    backoff: backoff.promise,
    arrived: arrived.map(({ promise }) => promise),
    /** The server saw its connection go. */
    dropped: dropped.promise,
    count: () => count,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

test('a server that never answers ends in a timeout, and its connection is dropped', async () => {
  await using peer = await setUp(() => {}, {}, oneAttempt);
  const reply = assert.rejects(peer.http.request({ path: '/' }), { code: 'OUTSIDE_TIMEOUT' });
  await peer.arrived[0];
  await peer.clock.advance(5000);
  await reply;
  await peer.dropped;
});

test('a head that is slow but in time is waited for', async () => {
  const head = Promise.withResolvers<ServerResponse>();
  await using peer = await setUp((_, response) => head.resolve(response));
  const reply = peer.http.request({ path: '/' });
  const response = await head.promise;
  await peer.clock.advance(4999);
  response.end('[1]');
  assert.deepEqual((await reply).body, [1]);
});

test('a body that trickles for ever ends with the timeout of the whole exchange', async () => {
  await using peer = await setUp((_, response) => void response.write('[1,'), {}, oneAttempt);
  const reply = assert.rejects(peer.http.request({ path: '/', timeoutMs: 700 }), { code: 'OUTSIDE_TIMEOUT' });
  await peer.arrived[0];
  await peer.clock.advance(700);
  await reply;
  await peer.dropped;
});

test('a body without end is cut off at the limit, and its connection is dropped', async () => {
  await using peer = await setUp(
    (_, response) => {
      const chunk = Buffer.alloc(65_536, 32);
      const pour = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', pour);
      pour();
    },
    { maxResponseBytes: 1_000_000 },
  );
  await assert.rejects(peer.http.request({ path: '/' }), {
    code: 'HTTP_RESPONSE_TOO_LARGE',
    kind: 'refused',
  });
  await peer.dropped;
  assert.equal(peer.count(), 1);
});

test('a small body that inflates beyond the limit is cut off', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20, 32));
  assert.ok(bomb.length < 100_000);
  await using peer = await setUp(
    (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    { maxResponseBytes: 1_000_000 },
  );
  const before = process.memoryUsage().arrayBuffers;
  await assert.rejects(peer.http.request({ path: '/' }), { code: 'HTTP_RESPONSE_TOO_LARGE' });
  assert.ok(process.memoryUsage().arrayBuffers - before < 32 * 2 ** 20);
});

test('a compressed body within the limit is read', async () => {
  await using peer = await setUp(
    (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}')),
  );
  assert.deepEqual((await peer.http.request({ path: '/' })).body, { a: 1 });
});

test('a body that claims a length and breaks off is repeated for a read, unknown for a write', async () => {
  const serve: Serve = (request, response, count) => {
    if (count === 2) return void response.end('{"a":1}');
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"a"', () => request.socket.destroy());
  };
  await using peer = await setUp(serve, {}, { retry: { attempts: 2, baseMs: 0, maxMs: 0 } });
  const reply = peer.http.request({ path: '/' });
  await peer.clock.advance(await peer.backoff);
  assert.deepEqual((await reply).body, { a: 1 });
  await assert.rejects(peer.http.request({ path: '/', method: 'POST', body: {} }), {
    code: 'OUTSIDE_UNANSWERED',
    kind: 'unknown-outcome',
  });
});

test('429 is waited out as the server asks, then the request goes through', async () => {
  await using peer = await setUp((_, response, count) => {
    if (count === 1) response.writeHead(429, { 'retry-after': '1' }).end('{"slow":"down"}');
    else response.end('{"fine":true}');
  });
  const reply = peer.http.request({ path: '/' });
  assert.equal(await peer.backoff, 1000);
  await peer.clock.advance(1000);
  assert.deepEqual((await reply).body, { fine: true });
});

test('a page where JSON was expected is an error that names the peer and the path only', async () => {
  await using peer = await setUp((_, response) => void response.end('<html>'), {}, oneAttempt);
  await assert.rejects(peer.http.request({ path: '/x', query: { key: 'hidden' } }), {
    code: 'HTTP_NOT_JSON',
    message: 'venue GET /x: A response is not JSON.',
  });
});

test('a redirect is not followed', async () => {
  await using peer = await setUp((_, response) => void response.writeHead(301, { location: '/else' }).end());
  await assert.rejects(peer.http.request({ path: '/' }), { code: 'HTTP_REDIRECTED' });
  assert.equal(peer.count(), 1);
});

test('a request that its caller cancels is dropped on the wire too', async () => {
  await using peer = await setUp(() => {});
  const controller = new AbortController();
  const reply = assert.rejects(peer.http.request({ path: '/', signal: controller.signal }), {
    code: 'CALL_CANCELLED',
  });
  await peer.arrived[0];
  controller.abort();
  await reply;
  await peer.dropped;
});

test('a dead server opens the breaker; when it is back one probe of 50 calls reaches it and closes the breaker', async () => {
  const states: string[] = [];
  const spare = createServer().listen(0, '127.0.0.1');
  await once(spare, 'listening');
  const { port } = spare.address() as { port: number };
  spare.close();
  await once(spare, 'close');
  const { clock, http } = createTestHttp(
    nodeFetch,
    { baseUrl: `http://127.0.0.1:${port}` },
    { ...oneAttempt, onState: (_, state) => states.push(state), bulkhead: { concurrent: 50, waiting: 50 } },
  );
  for (let index = 0; index < 5; index++)
    await assert.rejects(http.request({ path: '/' }), { code: 'HTTP_UNREACHABLE' });
  await assert.rejects(http.request({ path: '/' }), { code: 'BREAKER_OPEN' });
  await clock.advance(60_000);
  let served = 0;
  await using _server = await openLoopbackHttp((_, response) => {
    served += 1;
    response.end('1');
  }, port);
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => http.request({ path: '/' })));
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal(served, 1);
  await http.request({ path: '/' });
  assert.deepEqual(states, ['open', 'half-open', 'closed']);
});
