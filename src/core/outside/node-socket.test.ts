import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeSocket } from './node-socket.ts';
import { openLoopbackSocket } from './testing/loopback-socket.ts';

/** A whole text message whose bytes are no UTF-8 (RFC 6455, 5.2). */
const notUtf8 = Buffer.from([0x81, 0x03, 0x7b, 0xff, 0x7d]);

/** What the client is handed, and with which code the connection ends. */
async function hear(isTextRaw: boolean): Promise<{ heard: (string | Buffer)[]; code: number }> {
  await using server = await openLoopbackSocket((socket, request) => {
    socket.send('{"é":1}');
    socket.send(Buffer.from([1, 2]), { binary: true });
    request.socket.write(notUtf8);
    socket.close(4001);
  });
  const heard: (string | Buffer)[] = [];
  const ended = Promise.withResolvers<number>();
  nodeSocket.open(
    { url: server.url, protocols: [], headers: {}, maxMessageBytes: 1000, isTextRaw },
    {
      onOpen() {},
      onHeartbeat() {},
      onMessage: (data) => void heard.push(data),
      onClose: ({ code }) => ended.resolve(code),
    },
  );
  return { code: await ended.promise, heard };
}

test('raw text comes as the bytes that were sent, whatever they are', { timeout: 10_000 }, async () => {
  const { heard, code } = await hear(true);
  assert.deepEqual(heard, [Buffer.from('{"é":1}'), Buffer.from([1, 2]), notUtf8.subarray(2)]);
  assert.equal(code, 4001);
});

test('text that is not raw comes as text, and one that is no UTF-8 ends the connection', {
  timeout: 10_000,
}, async () => {
  const { heard, code } = await hear(false);
  assert.deepEqual(heard, ['{"é":1}', Buffer.from([1, 2])]);
  assert.equal(code, 1006);
});
