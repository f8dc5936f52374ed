// The real client below the opener of public addresses, against servers on loopback.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { readBody, readStart } from './http-body.ts';
import { nodePublic } from './node-public.ts';
import { createPublicTransport } from './public-transport.ts';
import { openLoopbackHttp } from './testing/loopback-http.ts';
import { createSelfSigned, opensslSkip } from './testing/self-signed.ts';
import { createTestHttp } from './testing/test-http.ts';
import { openTrap } from './testing/trap-listener.ts';

const openServer = async (t: TestContext, listener: RequestListener) => {
  const server = await openLoopbackHttp(listener);
  t.after(() => server[Symbol.asyncDispose]());
  const asked: string[] = [];
  const transport = createPublicTransport({
    machine: {
      async resolve(host) {
        asked.push(host);
        return ['127.0.0.1'];
      },
      exchange: nodePublic.exchange,
    },
    trusted: [`inside.test:${server.port}`],
  });
  return { transport, url: `http://inside.test:${server.port}`, asked };
};

test('connects to the given address and keeps the name in Host', async (t) => {
  const { transport, url } = await openServer(t, ({ headers }, response) => response.end(headers.host));
  const { signal } = new AbortController();
  const answer = await transport.exchange({ method: 'GET', url, headers: {}, body: undefined, signal });
  assert.equal(Buffer.from(await readBody(answer.body, 100)).toString(), new URL(url).host);
});

for (const [encoding, pack] of [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const)
  test(`inflates ${encoding} as it comes, so that a bomb is cut at the limit`, async (t) => {
    const { transport, url } = await openServer(t, ({ url }, response) =>
      response
        .setHeader('content-encoding', encoding)
        .end(pack(url === '/bomb' ? Buffer.alloc(50 * 2 ** 20) : 'hello')),
    );
    const { signal } = new AbortController();
    const request = { method: 'GET', headers: {}, body: undefined, signal };
    const small = await transport.exchange({ ...request, url });
    assert.equal(Buffer.from(await readBody(small.body, 100)).toString(), 'hello');
    const bomb = await transport.exchange({ ...request, url: `${url}/bomb` });
    await assert.rejects(readBody(bomb.body, 2 ** 20), { code: 'HTTP_RESPONSE_TOO_LARGE' });
  });

test('gives up an encoding it does not know, and what only pretends to be one', async (t) => {
  const { transport, url } = await openServer(t, ({ url }, response) =>
    response.setHeader('content-encoding', url === '/odd' ? 'gzip, gzip' : 'gzip').end('no gzip at all'),
  );
  const { signal } = new AbortController();
  for (const path of ['/odd', '/fake']) {
    const request = { method: 'GET', url: url + path, headers: {}, body: undefined, signal };
    const answer = await transport.exchange(request);
    await assert.rejects(readStart(answer.body, 100), { code: 'HTTP_BROKEN' });
  }
});

test('a redirect is handed back; the door that stands on it asks for the next address anew', async (t) => {
  const trap = await openTrap(t);
  const { transport, url } = await openServer(t, (_, response) =>
    response.writeHead(302, { location: `http://127.0.0.1:${trap.port}/` }).end(),
  );
  const { http } = createTestHttp(transport, { redirects: 5 });
  await assert.rejects(http.request({ path: `${url}/` }), { code: 'HTTP_REDIRECTED' });
  assert.equal(trap.connections(), 0);
});

test('asks for the name in TLS, and sends nothing without a certificate that stands', {
  skip: opensslSkip,
}, async (t) => {
  const { certFile, keyFile } = createSelfSigned(t, 'inside.test');
  const names: string[] = [];
  let requests = 0;
  const server = createTlsServer({
    cert: readFileSync(certFile),
    key: readFileSync(keyFile),
    SNICallback(name, done) {
      names.push(name);
      done(null);
    },
  });
  server.on('request', () => requests++);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const transport = createPublicTransport({
    machine: { resolve: async () => ['127.0.0.1'], exchange: nodePublic.exchange },
    trusted: [`inside.test:${port}`],
  });
  const { signal } = new AbortController();
  const url = `https://inside.test:${port}/`;
  const open = transport.exchange({ method: 'GET', url, headers: {}, body: undefined, signal });
  await assert.rejects(open, {
    code: 'HTTP_UNREACHABLE',
    details: { reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  });
  assert.deepEqual(names, ['inside.test']);
  assert.equal(requests, 0);
});
