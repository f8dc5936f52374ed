import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { createCountingTopic } from './testing/counting-topic.ts';
import { startLiveServer } from './testing/live-server.ts';
import { toTextFrame } from './text-frame.ts';

test('a length takes one, three or nine bytes', () => {
  const headOf = (length: number) => [...toTextFrame('x'.repeat(length)).subarray(0, -length || undefined)];
  assert.deepEqual(headOf(0), [0x81, 0]);
  assert.deepEqual(headOf(125), [0x81, 125]);
  assert.deepEqual(headOf(126), [0x81, 126, 0, 126]);
  assert.deepEqual(headOf(65_535), [0x81, 126, 255, 255]);
  assert.deepEqual(headOf(65_536), [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]);
});

test('a client of the protocol reads frames of every size, in order with what the WebSocket says itself', async (t) => {
  const { topic } = createCountingTopic();
  const server = await startLiveServer({ topics: [topic] });
  t.after(() => server.stop());
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}`);
  const lengths: number[] = [];
  const texts = [0, 100, 126, 65_400, 65_536, 300_000].map((length) => 'é'.repeat(length));
  const done = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const frame = JSON.parse(data.toString()) as { type: string; data: string };
      if (frame.type === 'done') for (const text of texts) topic.publish(text);
      if (frame.type === 'delta') lengths.push(frame.data.length);
      // Answered by the WebSocket of the server between the frames that we write.
      socket.ping();
      if (lengths.length === texts.length) resolve();
    });
  });
  socket.on('open', () => socket.send('{"type":"subscribe","id":1,"topic":"alerts"}'));
  await done;
  assert.deepEqual(
    lengths,
    texts.map((text) => text.length),
  );
  socket.terminate();
});
