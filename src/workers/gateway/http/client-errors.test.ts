import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import fastify from 'fastify';
import { createSeededRandom } from '../../../core/random.ts';
import { createClientErrorHandler } from './client-errors.ts';
import { toTimeLimits } from './time-limits.ts';

async function openServer(t: TestContext, headers = {}) {
  const { requestTimeout, node } = toTimeLimits(200, 20);
  const clientErrorHandler = createClientErrorHandler({ random: createSeededRandom(1), headers });
  const server = fastify({ http: node, requestTimeout, clientErrorHandler });
  server.post('/', () => 'done');
  await server.listen({ host: '127.0.0.1', port: 0 });
  t.after(() => server.close());
  return (server.server.address() as AddressInfo).port;
}

/** Everything that is answered until the connection ends. */
async function send(port: number, text: string): Promise<{ head: string; body: string }> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += String(chunk);
  });
  socket.on('error', () => {});
  socket.write(text);
  await once(socket, 'close');
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { head, body };
}

const START = 'POST / HTTP/1.1\r\nhost: localhost\r\n';

test('what Node cannot read, finds too large or waits for in vain is told like every other failure', async (t) => {
  const port = await openServer(t, { 'x-content-type-options': 'nosniff' });
  for (const [text, status, code] of [
    ['NONSENSE\r\n\r\n', '400 Bad Request', 'REQUEST_INVALID'],
    [`${START}content-length: x\r\n\r\n`, '400 Bad Request', 'REQUEST_INVALID'],
    [`${START}x: ${'y'.repeat(40_000)}\r\n\r\n`, '431 Request Header Fields Too Large', 'HEADER_TOO_LARGE'],
    [START, '408 Request Timeout', 'REQUEST_TOO_SLOW'],
  ] as const) {
    const { head, body } = await send(port, text);
    assert.ok(head.startsWith(`HTTP/1.1 ${status}\r\n`), head);
    const { error, ...rest } = JSON.parse(body) as { error: Record<string, string> };
    assert.deepEqual(rest, {});
    assert.equal(error['code'], code);
    assert.deepEqual(Object.keys(error).sort(), ['code', 'correlationId', 'message']);
    assert.match(head, new RegExp(`^x-correlation-id: ${error['correlationId']}$`, 'm'));
    assert.match(head, new RegExp(`^content-length: ${Buffer.byteLength(body)}$`, 'm'));
    assert.match(head, /^connection: close\r?$/m);
    assert.match(head, /^x-content-type-options: nosniff\r?$/m);
  }
});
