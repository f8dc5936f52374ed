import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ServerFrame } from '../../../api/live.ts';
import { createWorld, guest } from './testing/client-on-clock.ts';
import { createCountingTopic } from './testing/counting-topic.ts';

type Step =
  | { readonly kind: 'publish'; readonly times: number }
  /** The connection takes so many more messages before it is full. */
  | { readonly kind: 'room'; readonly messages: number }
  /** It is cut when the client had read this share of what was sent. */
  | { readonly kind: 'cut'; readonly share: number }
  | { readonly kind: 'newEpoch' };

const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant('publish' as const), times: fc.integer({ min: 1, max: 6 }) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('room' as const), messages: fc.integer({ min: 1, max: 4 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('cut' as const),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('newEpoch' as const) }) },
  ),
  { maxLength: 60 },
) as fc.Arbitrary<Step[]>;

/** A client as it should be: it keeps what it has, and says where it was when it comes back. */
function createFollower(isFiltered: boolean) {
  const have: number[] = [];
  let epoch: string | undefined;
  let seq: number | undefined;
  let snapshots = 0;
  return {
    have,
    snapshots: () => snapshots,
    wish: () => ({
      type: 'subscribe',
      id: 1,
      topic: 'alerts',
      ...(isFiltered ? { filter: { even: true } } : {}),
      ...(epoch === undefined ? {} : { epoch, afterSeq: seq }),
    }),
    read(frame: ServerFrame) {
      if (frame.type === 'snapshot') {
        have.splice(0, have.length, ...(frame.data as number[]));
        snapshots++;
      } else if (frame.type === 'delta') have.push(frame.data as number);
      else return;
      assert.ok(frame.epoch !== epoch || frame.type === 'snapshot' || frame.seq > seq!);
      ({ epoch, seq } = frame);
    },
  };
}

for (const isFiltered of [false, true])
  test(`whatever is cut or slow, a client ${isFiltered ? 'with a filter ' : ''}has every delta once and in order`, () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 8 }), (run, backlog) => {
        let epochs = 0;
        let source = createCountingTopic({ backlog });
        const topics = [source.topic];
        const { connect } = createWorld(topics);
        const follower = createFollower(isFiltered);
        let link = connect(guest);
        const comeBack = () => {
          link.client.lost();
          link = connect(guest);
          link.send(follower.wish());
        };
        const expected = () => (isFiltered ? source.all.filter((number) => number % 2 === 0) : source.all);
        const check = () => assert.deepEqual(follower.have, expected().slice(0, follower.have.length));

        link.send(follower.wish());
        for (const step of run) {
          if (step.kind === 'publish') for (let i = 0; i < step.times; i++) source.publish();
          else if (step.kind === 'room') {
            for (const frame of link.socket.take()) follower.read(frame);
            link.socket.room = step.messages;
            link.client.drained();
          } else if (step.kind === 'cut') {
            const sent = link.socket.take();
            for (const frame of sent.slice(0, Math.round(sent.length * step.share))) follower.read(frame);
            comeBack();
          } else {
            for (const frame of link.socket.take()) follower.read(frame);
            source = createCountingTopic({ backlog, epoch: `epoch ${++epochs}` });
            topics.splice(0, 1, source.topic);
            follower.have.length = 0;
            comeBack();
          }
          if (link.socket.closes.length > 0) {
            assert.equal(link.socket.closes[0]?.code, 4429);
            for (const frame of link.socket.take()) follower.read(frame);
            comeBack();
          }
          if (step.kind !== 'newEpoch') check();
        }
        link.socket.room = Number.POSITIVE_INFINITY;
        link.client.drained();
        for (const frame of link.socket.take()) follower.read(frame);
        assert.deepEqual(follower.have, expected());
      }),
      { numRuns: 500 },
    );
  });

test('a client that comes back within the backlog is sent what it missed and no snapshot', () => {
  const { topic, publish } = createCountingTopic({ backlog: 5 });
  const { connect } = createWorld([topic]);
  for (let i = 0; i < 9; i++) publish();
  const seqsAfter = (afterSeq: number) => {
    const { socket, send } = connect(guest);
    send({ type: 'subscribe', id: 1, topic: 'alerts', epoch: 'first', afterSeq });
    return socket.take().flatMap((frame) => ('seq' in frame ? [[frame.type, frame.seq]] : []));
  };
  assert.deepEqual(
    seqsAfter(4),
    [5, 6, 7, 8, 9].map((seq) => ['delta', seq]),
  );
  assert.deepEqual(seqsAfter(9), []);
  assert.deepEqual(seqsAfter(3), [['snapshot', 9]], 'one delta too long ago');
  assert.deepEqual(seqsAfter(10), [['snapshot', 9]], 'a number from nowhere');
});

test('a slow client is sent no more than it takes, and goes on where it stood', () => {
  const { topic, publish, all } = createCountingTopic({ backlog: 100 });
  const { socket, client, send } = createWorld([topic]).connect(guest);
  send({ type: 'subscribe', id: 1, topic: 'alerts' });
  socket.take();
  socket.room = 1;
  for (let i = 0; i < 10; i++) publish();
  const got: unknown[] = [];
  const take = () => {
    const frames = socket.take();
    got.push(...frames.flatMap((frame) => ('data' in frame ? [frame.data] : [])));
    return frames.length;
  };
  assert.equal(take(), 1);
  for (const room of [3, 4]) {
    socket.room = room;
    client.drained();
    assert.equal(take(), room);
  }
  socket.room = 10;
  client.drained();
  assert.equal(take(), 2);
  assert.deepEqual(got, all);
});

test('the backlog is bounded by bytes too', () => {
  const { topic, publish } = createCountingTopic({ backlog: 1000, maxBytes: 1000 });
  for (let i = 0; i < 500; i++) publish();
  assert.ok(topic.kept > 5 && topic.kept < 15, `${topic.kept} are kept`);
});

test('a slow client of a topic that keeps the latest gets the newest, and is told how many it skipped', () => {
  const { topic, publish } = createCountingTopic({ whenSlow: 'latest', backlog: 1 });
  const { connect, skipped } = createWorld([topic]);
  const { socket, client, send } = connect(guest);
  send({ type: 'subscribe', id: 1, topic: 'alerts' });
  publish();
  socket.room = 1;
  for (let i = 0; i < 7; i++) publish();
  socket.room = 10;
  client.drained();
  publish();
  const deltas = socket.take().filter((frame) => frame.type === 'delta');
  assert.deepEqual(
    deltas.map(({ data, skipped }) => [data, skipped]),
    [
      [1, undefined],
      [2, undefined],
      [8, 5],
      [9, undefined],
    ],
  );
  assert.deepEqual(skipped, [5]);
});

test('whoever subscribes before there is anything to tell is told it when it is known', () => {
  const { topic } = createCountingTopic();
  const { connect } = createWorld([topic]);
  const { socket, send } = connect(guest);
  send({ type: 'subscribe', id: 1, topic: 'alerts' });
  assert.deepEqual(
    socket.take().map(({ type }) => type),
    ['welcome', 'done', 'snapshot'],
  );
});
