import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { test } from 'node:test';
import fastify from 'fastify';
import { toTimeLimits } from './time-limits.ts';

const HEADER =
  'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n';

test('what does not end, or does not begin, is answered with 408 and its connection closed', {
  timeout: 20_000,
}, async (t) => {
  const { requestTimeout, node } = toTimeLimits(50, 10);
  const server = fastify({ http: node, requestTimeout });
  server.post('/', () => 'done');
  await server.listen({ host: '127.0.0.1', port: 0 });
  t.after(() => server.close());
  const { port } = server.server.address() as AddressInfo;
  for (const text of ['', HEADER, `${HEADER}\r\n{`]) {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    socket.write(text);
    await once(socket, 'close');
    assert.match(answer, /^HTTP\/1\.1 408 /, text);
  }
});

test('what the gateway allows is the same for header and body', () => {
  const { requestTimeout, node } = toTimeLimits();
  assert.equal(node.headersTimeout, requestTimeout);
});
