// The common cases that every HTTP transport passes, run by the real one and by the scripted one.
import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, test } from 'node:test';
import { readBody } from './http-body.ts';
import type { HttpRequest, HttpTransport } from './http-transport.ts';
import { nodeFetch } from './node-fetch.ts';
import { nodePublic } from './node-public.ts';
import { createPublicTransport } from './public-transport.ts';
import { openLoopbackHttp } from './testing/loopback-http.ts';
import { createScriptedHttp, type ScriptedAnswer } from './testing/scripted-http.ts';

type Opened = AsyncDisposable & {
  readonly transport: HttpTransport;
  readonly url: string;
  readonly deadUrl: string;
};

const ANSWERS: Record<string, ScriptedAnswer> = {
  '/redirect': { status: 302, headers: { location: '/elsewhere' } },
  '/empty': { status: 204 },
  '/broken-head': 'broken',
  '/broken-body': { chunks: ['half'], ending: 'broken' },
  '/silent': 'silent',
  '/silent-body': { chunks: ['half'], ending: 'silent' },
};

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = ANSWERS[request.url!];
  if (answer === undefined) {
    const body = Buffer.concat(await request.toArray()).toString();
    response
      .setHeader('X-Kind', 'echo')
      .end(JSON.stringify([request.method, request.headers['x-key'], body]));
  } else if (answer === 'broken') {
    request.socket.destroy();
  } else if (typeof answer === 'object') {
    response.writeHead(answer.status ?? 200, answer.headers);
    response.flushHeaders();
    for (const chunk of answer.chunks ?? []) response.write(chunk);
    if (answer.ending === 'broken') request.socket.destroySoon();
    else if (answer.ending !== 'silent') response.end();
  }
}

async function openReal(): Promise<Opened> {
  const server = await openLoopbackHttp(serve);
  const dead = await openLoopbackHttp(() => {});
  await dead[Symbol.asyncDispose]();
  return Object.assign(server, { transport: nodeFetch, deadUrl: dead.url });
}

async function openPublic(): Promise<Opened> {
  const opened = await openReal();
  const trusted = [opened.url, opened.deadUrl].map((url) => new URL(url).host);
  return Object.assign(opened, { transport: createPublicTransport({ machine: nodePublic, trusted }) });
}

async function openScripted(): Promise<Opened> {
  const transport = createScriptedHttp(({ url, method, headers, body }) => {
    const { host, pathname } = new URL(url);
    if (host === 'dead') return 'unreachable';
    const echo = { headers: { 'x-kind': 'echo' }, body: [method, headers['x-key'], body] };
    return ANSWERS[pathname] ?? echo;
  });
  return { transport, url: 'http://live', deadUrl: 'http://dead', async [Symbol.asyncDispose]() {} };
}

const toRequest = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  body: undefined,
  signal: new AbortController().signal,
  ...more,
});

const all = { nodeFetch: openReal, public: openPublic, scripted: openScripted };

for (const [name, open] of Object.entries(all))
  describe(`the ${name} transport`, () => {
    test('carries method, headers and body, and brings status, headers and body back', async () => {
      await using opened = await open();
      const request = toRequest(opened.url, { method: 'POST', headers: { 'x-key': 'k' }, body: 'hello' });
      const answer = await opened.transport.exchange(request);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['x-kind'], 'echo');
      const body = Buffer.from(await readBody(answer.body, 1000)).toString();
      assert.deepEqual(JSON.parse(body), ['POST', 'k', 'hello']);
    });

    test('hands a redirect back instead of following it', async () => {
      await using opened = await open();
      const answer = await opened.transport.exchange(toRequest(`${opened.url}/redirect`));
      assert.equal(answer.status, 302);
      const { location } = answer.headers;
      assert.equal(location, '/elsewhere');
    });

    test('gives an empty body as no chunks', async () => {
      await using opened = await open();
      const answer = await opened.transport.exchange(toRequest(`${opened.url}/empty`));
      assert.equal((await readBody(answer.body, 1000)).length, 0);
    });

    test('says that nothing was sent when no connection could be made', async () => {
      await using opened = await open();
      const exchange = opened.transport.exchange(toRequest(opened.deadUrl));
      await assert.rejects(exchange, { code: 'HTTP_UNREACHABLE', kind: 'transient' });
    });

    test('says that the connection broke, before the head or within the body', async () => {
      await using opened = await open();
      await assert.rejects(opened.transport.exchange(toRequest(`${opened.url}/broken-head`)), {
        code: 'HTTP_BROKEN',
      });
      const answer = await opened.transport.exchange(toRequest(`${opened.url}/broken-body`));
      await assert.rejects(readBody(answer.body, 1000), { code: 'HTTP_BROKEN' });
    });

    test('rejects with the reason of its signal, before the head or within the body', async () => {
      await using opened = await open();
      const reason = new Error('enough');
      const controller = new AbortController();
      const silent = opened.transport.exchange(
        toRequest(`${opened.url}/silent`, { signal: controller.signal }),
      );
      controller.abort(reason);
      await assert.rejects(silent, reason);
      const second = new AbortController();
      const request = toRequest(`${opened.url}/silent-body`, { signal: second.signal });
      const { body } = await opened.transport.exchange(request);
      const reading = readBody(body, 1000);
      second.abort(reason);
      await assert.rejects(reading, reason);
    });
  });

test('a header that cannot be sent is refused without being quoted', async () => {
  const request = toRequest('http://127.0.0.1:1', { headers: { authorization: 'my-secret-key\r\nx: y' } });
  await assert.rejects(nodeFetch.exchange(request), (error: Error) => {
    assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)} ${error.cause}`, /my-secret/);
    return (error as { code?: string }).code === 'HTTP_REQUEST_INVALID';
  });
});
