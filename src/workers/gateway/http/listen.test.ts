import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { test } from 'node:test';
import fastify from 'fastify';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { limitConnections, listen } from './listen.ts';

function failing(code: string, times = Number.POSITIVE_INFINITY) {
  let attempts = 0;
  return {
    attempts: () => attempts,
    listen: async () => {
      if (attempts++ < times) throw Object.assign(new Error(code), { code });
      return '';
    },
  };
}

test('a port that becomes free within a second is taken', async () => {
  const clock = createManualClock();
  const server = failing('EADDRINUSE', 3);
  const listening = listen(server, { host: '127.0.0.1', port: 1 }, clock);
  await clock.advance(1000);
  await listening;
  assert.equal(server.attempts(), 4);
});

test('a port that stays taken is a matter of configuration', async () => {
  const clock = createManualClock();
  const listening = listen(failing('EADDRINUSE'), { host: '127.0.0.1', port: 1 }, clock);
  const told = assert.rejects(listening, { code: 'GATEWAY_UNBINDABLE', kind: 'config' });
  await clock.advance(5000);
  await told;
});

test('a port that is not allowed is told at once', async () => {
  const server = failing('EACCES');
  const listening = listen(server, { host: '127.0.0.1', port: 1 }, createManualClock());
  await assert.rejects(listening, { code: 'GATEWAY_UNBINDABLE' });
  assert.equal(server.attempts(), 1);
});

test('a connection beyond those allowed is closed at once', async (t) => {
  const server = createServer((socket) => socket.write('in'));
  limitConnections(server, 1);
  server.listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const open = () => connect(port, '127.0.0.1');
  const first = open();
  await once(first, 'data');
  const second = open();
  second.on('data', () => assert.fail('let in'));
  second.on('error', () => {});
  await once(second, 'close');
  first.destroy();
});

test('the codes are those of a real server', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => {
    holder.listen(0, '127.0.0.1', resolve);
  });
  const { port } = holder.address() as { port: number };
  const clock = createManualClock();
  const server = fastify();
  await assert.rejects(server.listen({ host: '127.0.0.1', port }), { code: 'EADDRINUSE' });
  const listening = listen(server, { host: '192.0.2.1', port: 0 }, clock);
  await assert.rejects(listening, { code: 'GATEWAY_UNBINDABLE' });
  holder.close();
  await server.close();
});
