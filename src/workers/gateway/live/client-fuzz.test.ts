import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { topics } from '../../../api/live.ts';
import { createWorld, guest, tokenOf } from './testing/client-on-clock.ts';
import { createCountingTopic } from './testing/counting-topic.ts';

/** Words of the inside: paths, stacks, names of errors. */
const inside = /node_modules|src\/|\bat \S+:\d+|TypeError|RangeError|SyntaxError|ZodError|undefined is not/;

const nasty = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '../../etc/passwd',
    '\u202e',
    '\u0000',
    'é'.repeat(200),
    'x'.repeat(15_000),
  ),
  fc.constantFrom(-1, 1e308, 2 ** 53, 0.5, null, [], {}),
  fc.string({ unit: 'binary' }),
);
const fields = ['type', 'id', 'topic', 'filter', 'epoch', 'afterSeq', 'token', '__proto__', 'constructor'];

/** Frames that are nearly right. */
const frames = fc
  .record(
    {
      type: fc.oneof(fc.constantFrom('hello', 'subscribe', 'unsubscribe', 'ping'), nasty),
      id: fc.oneof(fc.nat(), nasty),
      topic: fc.oneof(fc.constantFrom(...Object.keys(topics)), nasty),
      filter: fc.oneof(fc.dictionary(fc.constantFrom('even', 'level', '__proto__'), nasty), nasty),
      epoch: fc.oneof(fc.constant('first'), nasty),
      afterSeq: fc.oneof(fc.nat(), nasty),
      token: fc.oneof(fc.string(), nasty),
    },
    { requiredKeys: ['type'] },
  )
  .chain((frame) =>
    fc.record({
      frame: fc.constant(frame),
      extra: fc.option(
        fc.tuple(fc.oneof(fc.constantFrom(...fields, 'é'.repeat(100)), fc.string({ unit: 'binary' })), nasty),
      ),
    }),
  )
  .map(({ frame, extra }) => {
    const text = JSON.stringify(frame);
    // By hand, because an assignment to `__proto__` would be lost.
    return extra ? `${text.slice(0, -1)},${JSON.stringify(extra[0])}:${JSON.stringify(extra[1])}}` : text;
  });

const texts = fc.oneof(
  { weight: 5, arbitrary: frames },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.nat({ max: 8000 }).map((depth) => '['.repeat(depth)) },
);

test('whatever a client sends, it gets answers of the protocol and nothing of the inside', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(texts, { maxLength: 12 }),
      fc.boolean(),
      fc.boolean(),
      async (sent, isKnown, isRight) => {
        const { topic, publish } = createCountingTopic();
        const { connect, ended } = createWorld([topic]);
        const { socket, client } = connect(isKnown ? guest : undefined, async () =>
          isRight ? tokenOf('t') : undefined,
        );
        for (const text of sent) {
          client.received(text);
          publish();
        }
        await Promise.resolve();
        publish();
        for (const frame of socket.take())
          if (frame.type === 'failed') assert.doesNotMatch(frame.message, inside);
        for (const { code, reason } of socket.closes) {
          assert.ok([4400, 4401, 4420].includes(code));
          assert.doesNotMatch(reason, inside);
          assert.ok(Buffer.byteLength(reason) <= 123, 'a longer reason would throw in the socket');
        }
        assert.ok(socket.closes.length <= 1 && ended.length === socket.closes.length);
        client.lost();
        assert.equal(({} as Record<string, unknown>)['even'], undefined);
      },
    ),
    { numRuns: 1000 },
  );
});
