// Receivers on real sockets that do whatever a receiver can do wrong.
import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { type TestContext, test } from 'node:test';
import { systemClock } from '../../../core/clock.ts';
import { AppError } from '../../../core/errors.ts';
import { nodePublic } from '../../../core/outside/node-public.ts';
import { createPublicTransport } from '../../../core/outside/public-transport.ts';
import { openLoopbackHttp } from '../../../core/outside/testing/loopback-http.ts';
import { deliver } from './delivery.ts';

const GIB = 2 ** 30;

async function send(t: TestContext, listener: RequestListener, timeoutMs = 10_000) {
  const server = await openLoopbackHttp(listener);
  t.after(() => server[Symbol.asyncDispose]());
  const { host } = new URL(server.url);
  const transport = createPublicTransport({ machine: nodePublic, trusted: [host] });
  const event = { topic: 'alerts' as const, type: 'alert.raised', atMs: 1, data: { title: 'x' } };
  const delivery = { url: `${server.url}/hook?key=canary`, secret: 'secret', id: 'id-1', event };
  return await deliver(delivery, { transport, clock: systemClock, timeoutMs });
}

test('a receiver that answers 2xx has it, whatever it says', async (t) => {
  const bodies: string[] = [];
  const outcome = await send(t, async (request, response) => {
    bodies.push(Buffer.concat(await request.toArray()).toString());
    response.writeHead(202, { 'content-type': 'text/html' }).end('<p>thanks, no JSON</p>');
  });
  assert.deepEqual(outcome, { outcome: 'delivered', says: 'It answered 202.' });
  assert.equal(JSON.parse(bodies[0] ?? '').id, 'id-1');
});

test('a receiver that answers 500 is tried again, and what it says is not repeated', async (t) => {
  const outcome = await send(t, (_, response) => response.writeHead(500).end('stack trace with canary'));
  assert.deepEqual(outcome, { outcome: 'retry', says: 'It answered 500.' });
});

test('a redirect is not followed, wherever it leads', async (t) => {
  let asked = 0;
  const outcome = await send(t, (_, response) => {
    asked += 1;
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  assert.equal(outcome.outcome, 'final');
  assert.equal(asked, 1);
});

test('a receiver that closes at once is tried again', async (t) => {
  const outcome = await send(t, (request) => void request.socket.destroy());
  assert.equal(outcome.outcome, 'retry');
  assert.match(outcome.says, /^The connection broke \(ECONNRESET\)\.$/);
});

test('a receiver that hangs, before or after its head, is given up in time', async (t) => {
  const silent = await send(t, () => {}, 200);
  assert.deepEqual(silent, { outcome: 'retry', says: 'It did not answer within 0.2 s.' });
  const half = await send(t, (_, response) => void response.writeHead(200).write('half'), 200);
  assert.equal(half.outcome, 'retry');
});

test('a receiver that drips its answer is given up in time', async (t) => {
  const outcome = await send(
    t,
    (_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    },
    200,
  );
  assert.equal(outcome.outcome, 'retry');
});

test('of an answer of a gigabyte no more than its start is read', async (t) => {
  let written = 0;
  const closed = Promise.withResolvers<void>();
  const outcome = await send(t, (_, response) => {
    response.on('close', closed.resolve);
    response.writeHead(200);
    const chunk = Buffer.alloc(65_536);
    const more = () => {
      while (written < GIB && !response.destroyed) {
        written += chunk.length;
        if (!response.write(chunk)) return response.once('drain', more);
      }
      return response.end();
    };
    more();
  });
  assert.equal(outcome.outcome, 'delivered');
  await closed.promise;
  assert.ok(written < 64 * 2 ** 20, `${written} bytes`);
});

test('what went wrong on the way is told without the address, whatever the error says', async () => {
  const url = 'https://receiver.test/hook?key=canary';
  const event = { topic: 'alerts' as const, type: 'alert.raised', atMs: 1, data: {} };
  for (const error of [
    new Error(`no route to ${url}`),
    new AppError('HTTP_UNREACHABLE', `POST ${url}`, { details: { reason: 'EHOSTUNREACH' } }),
    new AppError('HTTP_BROKEN', `POST ${url}`, { details: { reason: 'EPIPE' } }),
    new AppError('BREAKER_OPEN', `POST ${url}`),
  ]) {
    const transport = { exchange: () => Promise.reject(error) };
    const doors = { transport, clock: systemClock, timeoutMs: 1000 };
    const { says } = await deliver({ url, secret: 'secret', id: 'i', event }, doors);
    assert.doesNotMatch(says, /canary|receiver\.test/);
  }
});

test('an address that is not public and not trusted is refused for good', async () => {
  const transport = createPublicTransport({ machine: nodePublic });
  const event = { topic: 'alerts' as const, type: 'alert.raised', atMs: 1, data: {} };
  for (const url of ['http://127.0.0.1:9/', 'https://127.0.0.1/', 'https://[::ffff:10.0.0.1]/'])
    assert.equal(
      (
        await deliver(
          { url, secret: 's', id: 'i', event },
          { transport, clock: systemClock, timeoutMs: 1000 },
        )
      ).outcome,
      'final',
    );
});
