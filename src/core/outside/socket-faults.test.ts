// The socket over the real transport, against servers on the loopback interface that misbehave.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import type { WebSocket } from 'ws';
import { createSeededRandom } from '../random.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { nodeSocket } from './node-socket.ts';
import { createSocket, type SocketChange, type SocketState } from './socket.ts';
import { openLoopbackSocket } from './testing/loopback-socket.ts';

function connect(url: string, onMessage: (data: Buffer | string) => void = () => {}) {
  const clock = createManualClock();
  const seen: { state: SocketState; change: SocketChange }[] = [];
  let wake: () => void = () => {};
  const socket = createSocket({
    name: 'stream',
    url,
    clock,
    random: createSeededRandom(1),
    transport: nodeSocket,
    connectTimeoutMs: 5000,
    pingIntervalMs: 10_000,
    silenceMs: 30_000,
    reconnect: { baseMs: 1000, maxMs: 16_000 },
    maxMessageBytes: 1000,
    maxBufferedBytes: 1_000_000,
    onMessage,
    onState(state, change) {
      seen.push({ state, change });
      wake();
    },
  });
  /** The next change to this state, whether it has come already or not. */
  const until = async (state: SocketState): Promise<SocketChange> => {
    for (;;) {
      const found = seen.shift();
      if (found?.state === state) return found.change;
      if (!found)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  };
  return { clock, socket, until };
}

test('it comes back after the server was restarted', async () => {
  const heard = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  let count = 0;
  const greet = (socket: WebSocket) => socket.send('hello');
  const server = await openLoopbackSocket(greet);
  const { clock, socket, until } = connect(server.url, (data) => heard[count++]!.resolve(String(data)));
  await heard[0]!.promise;
  await server[Symbol.asyncDispose]();
  assert.equal((await until('waiting')).end!.code, 1006);
  await clock.advance(1000);
  assert.match((await until('waiting')).end!.reason, /ECONNREFUSED/);
  await using _again = await openLoopbackSocket(greet, server.port);
  await clock.advance(2000);
  assert.equal(await heard[1]!.promise, 'hello');
  await socket.close();
});

test('a server that says nothing, not even a pong, is left', async () => {
  const connected = Promise.withResolvers<WebSocket>();
  await using server = await openLoopbackSocket(connected.resolve);
  const { clock, socket, until } = connect(server.url);
  await until('open');
  const peer = await connected.promise;
  peer.pause();
  const gone = once(peer, 'close');
  await clock.advance(30_000);
  assert.equal((await until('waiting')).end!.code, 1006);
  peer.resume();
  await gone;
  await socket.close();
});

test('an oversized message ends the connection and is never handed on', async () => {
  const heard: unknown[] = [];
  await using server = await openLoopbackSocket((peer) => peer.send('x'.repeat(1001)));
  const { socket, until } = connect(server.url, (data) => heard.push(data));
  assert.equal((await until('waiting')).end!.code, 1009);
  assert.deepEqual(heard, []);
  await socket.close();
});

test('a peer that does not read makes sending say so, and memory stays bounded', async () => {
  const connected = Promise.withResolvers<WebSocket>();
  await using server = await openLoopbackSocket(connected.resolve);
  const { socket, until } = connect(server.url);
  await until('open');
  const peer = await connected.promise;
  peer.pause();
  const chunk = 'x'.repeat(100_000);
  let sent = 0;
  let result = socket.send(chunk);
  while (result === 'sent' && sent < 1000) {
    sent += 1;
    result = socket.send(chunk);
  }
  assert.equal(result, 'back-pressured');
  peer.terminate();
  await until('waiting');
  assert.equal(socket.send('x'), 'closed');
  await socket.close();
});

test('a planned close reaches the server as one', async () => {
  const connected = Promise.withResolvers<WebSocket>();
  await using server = await openLoopbackSocket(connected.resolve);
  const { socket, until } = connect(server.url);
  await until('open');
  const gone = once(await connected.promise, 'close');
  await socket.close();
  assert.equal((await gone)[0], 1000);
});
