import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld, guest } from './testing/client-on-clock.ts';
import { createCountingTopic } from './testing/counting-topic.ts';

test('what is no frame is answered with what is wrong with it', () => {
  const problemOf = (text: string | undefined): unknown => {
    const { socket, client } = createWorld([createCountingTopic().topic]).connect(guest);
    socket.take();
    client.received(text);
    return socket.take().map((frame) => 'message' in frame && frame.message)[0];
  };
  assert.equal(problemOf(undefined), 'frames are text, not bytes');
  assert.equal(problemOf('\u0001\ufffd{'), 'the frame is no JSON');
  assert.match(String(problemOf('{"type":"ping","id":-1}')), /^id: /);
});
