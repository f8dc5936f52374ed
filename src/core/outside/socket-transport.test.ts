// The common cases that every socket transport passes, run by the real one and by the scripted one.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nodeSocket } from './node-socket.ts';
import type { SocketConnection, SocketEnd, SocketTransport } from './socket-transport.ts';
import { openLoopbackHttp } from './testing/loopback-http.ts';
import { openLoopbackSocket } from './testing/loopback-socket.ts';
import { createScriptedSocket } from './testing/scripted-socket.ts';

type Opened = AsyncDisposable & { readonly transport: SocketTransport; readonly url: string };

/** A peer that greets, echoes, and obeys: `flood` gets 2000 bytes, `bye` a close with code 4001. */
async function openReal(): Promise<Opened> {
  const server = await openLoopbackSocket((socket) => {
    socket.send('hello');
    socket.ping();
    socket.on('message', (data: Buffer, isBinary) => {
      if (String(data) === 'flood') socket.send('x'.repeat(2000));
      else if (String(data) === 'bye') socket.close(4001, 'as asked');
      else socket.send(data, { binary: isBinary });
    });
  });
  return Object.assign(server, { transport: nodeSocket });
}

async function openScripted(): Promise<Opened> {
  const transport = createScriptedSocket({
    onConnect(peer) {
      peer.accept();
      peer.say('hello');
      peer.heartbeat();
    },
    onReceive(peer, data) {
      if (String(data) === 'flood') peer.say('x'.repeat(2000));
      else if (String(data) === 'bye') peer.close(4001, 'as asked');
      else peer.say(typeof data === 'string' ? data : Buffer.from(data));
    },
  });
  return { transport, url: 'ws://live', async [Symbol.asyncDispose]() {} };
}

/** A connection whose events are awaited one by one. */
function connect({ transport, url }: { transport: SocketTransport; url: string }) {
  const heard: (string | Buffer)[] = [];
  let wake: () => void = () => {};
  const opened = Promise.withResolvers<void>();
  const beat = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<SocketEnd>();
  let ends = 0;
  const connection: SocketConnection = transport.open(
    { url, protocols: [], headers: {}, maxMessageBytes: 1000 },
    {
      onOpen: opened.resolve,
      onHeartbeat: beat.resolve,
      onMessage(data) {
        heard.push(data);
        wake();
      },
      onClose(end) {
        ends += 1;
        ended.resolve(end);
      },
    },
  );
  const next = async () => {
    while (heard.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return heard.shift();
  };
  return {
    connection,
    opened: opened.promise,
    beat: beat.promise,
    ended: ended.promise,
    next,
    ends: () => ends,
  };
}

for (const [name, open] of Object.entries({ nodeSocket: openReal, scripted: openScripted }))
  describe(`the ${name} transport`, () => {
    test('opens, hears, and carries text and bytes both ways as what they are', async () => {
      await using peer = await open();
      const { connection, opened, next } = connect(peer);
      assert.equal(connection.isOpen, false);
      await opened;
      assert.equal(connection.isOpen, true);
      assert.equal(await next(), 'hello');
      connection.send('text');
      assert.equal(await next(), 'text');
      connection.send(Buffer.from([0, 255]));
      assert.deepEqual(await next(), Buffer.from([0, 255]));
      connection.terminate();
    });

    test('reports a ping of the peer', async () => {
      await using peer = await open();
      const { connection, beat } = connect(peer);
      await beat;
      connection.terminate();
    });

    test('ends with the code and reason of the peer', async () => {
      await using peer = await open();
      const { connection, opened, ended } = connect(peer);
      await opened;
      connection.send('bye');
      assert.deepEqual(await ended, { code: 4001, reason: 'as asked' });
      assert.equal(connection.isOpen, false);
    });

    test('an oversized message ends it with code 1009 and is not handed on', async () => {
      await using peer = await open();
      const { connection, opened, next, ended } = connect(peer);
      await opened;
      await next();
      connection.send('flood');
      assert.equal((await ended).code, 1009);
    });

    test('a planned close ends with code 1000, once', async () => {
      await using peer = await open();
      const { connection, opened, ended, ends } = connect(peer);
      await opened;
      connection.close();
      assert.equal(connection.isOpen, false);
      assert.equal((await ended).code, 1000);
      connection.terminate();
      assert.equal(ends(), 1);
    });

    test('terminating ends it with code 1006, before it opened too', async () => {
      await using peer = await open();
      const first = connect(peer);
      first.connection.terminate();
      assert.equal((await first.ended).code, 1006);
      const second = connect(peer);
      await second.opened;
      second.connection.terminate();
      assert.equal((await second.ended).code, 1006);
    });
  });

test('a handshake that is refused says with what and when to come back', async () => {
  await using server = await openLoopbackHttp(
    (_, response) => void response.writeHead(429, { 'retry-after': '7' }).end(),
  );
  const { ended } = connect({ transport: nodeSocket, url: server.url.replace('http', 'ws') });
  assert.deepEqual(await ended, {
    code: 1006,
    reason: 'the handshake was answered with 429',
    retryAfterMs: 7000,
  });
});

test('an address that is none ends the connection without being quoted', async () => {
  const { ended } = connect({ transport: nodeSocket, url: 'ftp://secret' });
  assert.deepEqual(await ended, { code: 1006, reason: 'the address is not valid' });
});
