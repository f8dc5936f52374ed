import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { controlOf, streamNameOf } from './frame.ts';

const named = (text: string) => streamNameOf(Buffer.from(text));
const control = (text: string) => controlOf(Buffer.from(text));

test('the name of the stream is read from the first bytes of a combined frame', () => {
  assert.equal(named('{"stream":"btcusdt@depth@100ms","data":{}}'), 'btcusdt@depth@100ms');
  assert.equal(named('{"result":null,"id":1}'), '');
  assert.equal(named('{"stream":"never ends'), '');
  assert.equal(named(''), '');
});

test('a reply is told by its id, with the reason if it is a refusal', () => {
  assert.deepEqual(control('{"result":null,"id":7}'), { type: 'reply', id: 7, reason: null });
  assert.deepEqual(control('{"error":{"code":2,"msg":"Invalid request"},"id":3}'), {
    type: 'reply',
    id: 3,
    reason: 'Invalid request (2)',
  });
  assert.deepEqual(control('{"code":3,"msg":"Invalid JSON","id":4}'), {
    type: 'reply',
    id: 4,
    reason: 'Invalid JSON (3)',
  });
  assert.deepEqual(control('{"error":{"code":3,"msg":"Invalid JSON"}}'), {
    type: 'reply',
    id: 0,
    reason: 'Invalid JSON (3)',
  });
});

test('the announcement that a server ends is found bare, as an event and in a stream', () => {
  for (const text of [
    '{"e":"serverShutdown","E":1}',
    '{"event":{"e":"serverShutdown","E":1}}',
    '{"stream":"!any","data":{"e":"serverShutdown","E":1}}',
  ])
    assert.deepEqual(control(text), { type: 'shutdown' });
});

test('whatever bytes come, nothing throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from)), (bytes) => {
      streamNameOf(Buffer.from(bytes));
      controlOf(Buffer.from(bytes));
    }),
  );
});
