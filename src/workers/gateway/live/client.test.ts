import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor } from '../security/actor.ts';
import { createWorld, guest, tokenOf, userOf } from './testing/client-on-clock.ts';
import { createCountingTopic } from './testing/counting-topic.ts';
import { createLatestTopic } from './topics/latest.ts';

const hello = { type: 'hello', token: 'zf_right' };
const subscribe = { type: 'subscribe', id: 7, topic: 'alerts' };

function create() {
  const { topic, publish } = createCountingTopic();
  return { ...createWorld([topic]), topic, publish };
}

test('a session is welcomed unasked, and gets what is, then what changes, until it wants no more', () => {
  const { connect, publish } = create();
  publish();
  const { socket, send } = connect(userOf('ada', { role: 'trader' }));
  assert.deepEqual(socket.take(), [{ type: 'welcome', version: '1.2.3', mode: 'sandbox', role: 'trader' }]);
  send(subscribe);
  publish();
  send({ type: 'unsubscribe', id: 8, topic: 'alerts' });
  publish();
  assert.deepEqual(socket.take(), [
    { type: 'done', id: 7 },
    { type: 'snapshot', topic: 'alerts', epoch: 'first', seq: 1, data: [1] },
    { type: 'delta', topic: 'alerts', epoch: 'first', seq: 2, data: 2 },
    { type: 'done', id: 8 },
  ]);
});

test('whoever is gone, or was sent away, leaves nothing behind at the topics', () => {
  const { connect, topic } = create();
  const followers = new Set<unknown>();
  const { follow, unfollow } = topic;
  topic.follow = (follower) => {
    followers.add(follower);
    follow.call(topic, follower);
  };
  topic.unfollow = (follower) => {
    followers.delete(follower);
    unfollow.call(topic, follower);
  };
  const [gone, sentAway] = [connect(guest), connect(userOf('ada'))];
  for (const { send } of [gone, sentAway]) send(subscribe);
  assert.equal(followers.size, 2);
  gone.client.lost();
  sentAway.client.hangUp('signedOut');
  assert.equal(followers.size, 0);
});

test('another subscription to a topic takes the place of the first', () => {
  const { connect, publish } = create();
  const { socket, send } = connect(guest);
  send(subscribe);
  send({ ...subscribe, filter: { even: true } });
  socket.take();
  for (let i = 0; i < 4; i++) publish();
  assert.deepEqual(
    socket.take().map((frame) => 'data' in frame && frame.data),
    [2, 4],
  );
});

test('a stranger has five seconds, and what he asks for meanwhile he does not get', async () => {
  const { connect, clock, ended, publish } = create();
  const { socket, client, send } = connect(undefined);
  send(subscribe);
  publish();
  assert.deepEqual(
    socket.take().map((frame) => ('code' in frame ? frame.code : frame.type)),
    ['SIGN_IN_NEEDED'],
  );
  await clock.advance(4999);
  client.beat(clock.monotonicMs());
  assert.equal(socket.closes.length, 0);
  await clock.advance(1);
  client.beat(clock.monotonicMs());
  assert.deepEqual(socket.closes, [{ code: 4401, reason: 'no sign-in in time' }]);
  assert.deepEqual(ended, ['signedOut']);
});

test('a token in the first frame makes a stranger known, and what he sent behind it is then done in order', async () => {
  const { connect, publish } = create();
  publish();
  const asked: string[] = [];
  const { socket, send } = connect(undefined, async (token) => {
    asked.push(token);
    return tokenOf('reader');
  });
  send(hello);
  send(subscribe);
  send({ type: 'ping', id: 9 });
  assert.deepEqual(socket.take(), []);
  await Promise.resolve();
  assert.deepEqual(asked, ['zf_right']);
  assert.deepEqual(
    socket.take().map(({ type }) => type),
    ['welcome', 'done', 'snapshot', 'pong'],
  );
  send(hello);
  assert.deepEqual(
    socket.take().map((frame) => 'code' in frame && frame.code),
    ['SIGNED_IN_ALREADY'],
  );
});

for (const [name, authenticate, code] of [
  ['nobody’s', async () => undefined, 4401],
  ['not to be checked', () => Promise.reject(new Error('storage is away')), 1013],
] as [string, () => Promise<Actor | undefined>, number][])
  test(`a token that is ${name} ends the connection`, async () => {
    const { connect, publish } = create();
    const { socket, send } = connect(undefined, authenticate);
    send(hello);
    send(subscribe);
    await new Promise(setImmediate);
    publish();
    assert.equal(socket.closes[0]?.code, code);
    assert.deepEqual(socket.take(), []);
  });

test('of what comes while a token is looked up no more than 32 frames are kept', () => {
  const { connect } = create();
  const { socket, send } = connect(undefined, () => new Promise(() => {}));
  send(hello);
  for (let id = 0; id < 32; id++) send({ type: 'ping', id });
  assert.equal(socket.closes.length, 0);
  send({ type: 'ping', id: 32 });
  assert.equal(socket.closes[0]?.code, 4420);
});

test('a token that proves right when the client is gone does nothing', async () => {
  const { connect } = create();
  const { socket, client, send } = connect(undefined, async () => tokenOf('reader'));
  send(hello);
  client.lost();
  await new Promise(setImmediate);
  assert.deepEqual(socket.take(), []);
});

test('a guest may say with a token who he is', async () => {
  const { connect } = create();
  const { socket, send } = connect(guest, async () => tokenOf('bot', { role: 'trader' }));
  send(hello);
  await Promise.resolve();
  assert.deepEqual(
    socket.take().map((frame) => 'role' in frame && frame.role),
    ['viewer', 'trader'],
  );
});

for (const [what, actor, frame, code] of [
  [
    'a topic of an area its token does not have',
    tokenOf('t', { areas: ['logs'] }),
    subscribe,
    'AREA_MISSING',
  ],
  ['a topic there is not', guest, { ...subscribe, topic: '__proto__' }, 'TOPIC_UNKNOWN'],
  ['to leave a topic there is not', guest, { type: 'unsubscribe', id: 7, topic: 'x' }, 'TOPIC_UNKNOWN'],
  ['a filter there is not', guest, { ...subscribe, filter: { odd: true } }, 'FILTER_INVALID'],
  ['a filter of another kind', guest, { ...subscribe, filter: { even: 'yes' } }, 'FILTER_INVALID'],
  ['live mode without a second factor', userOf('ada', { needsTotp: true }), subscribe, 'TOTP_NEEDED'],
] as const)
  test(`asking for ${what} is refused, and the connection stays`, () => {
    const { connect, publish } = create();
    const { socket, send } = connect(actor);
    socket.take();
    send(frame);
    publish();
    assert.deepEqual(
      socket.take().map((answer) => ('code' in answer ? [answer.id, answer.code] : answer.type)),
      [[7, code]],
    );
    assert.equal(socket.closes.length, 0);
  });

test('a filter for a topic that has none is refused', () => {
  const { topic } = createLatestTopic('trading', 'e');
  const { socket, send } = createWorld([topic]).connect(guest);
  socket.take();
  send({ type: 'subscribe', id: 7, topic: 'trading', filter: { even: true } });
  assert.deepEqual(
    socket.take().map((frame) => 'code' in frame && frame.code),
    ['FILTER_INVALID'],
  );
});

test('a topic for traders is refused to a viewer and given to a trader', () => {
  const { topic } = createCountingTopic({ access: 'trader' });
  const { connect } = createWorld([topic]);
  const answers = (actor: Actor) => {
    const { socket, send } = connect(actor);
    send(subscribe);
    return socket.take().map((frame) => ('code' in frame ? frame.code : frame.type));
  };
  assert.deepEqual(answers(userOf('ada')), ['welcome', 'ROLE_MISSING']);
  assert.deepEqual(answers(guest), ['welcome', 'SIGN_IN_NEEDED']);
  assert.deepEqual(answers(userOf('bob', { role: 'trader' })), ['welcome', 'done', 'snapshot']);
});

test('what is no frame is told and ends the connection, and nothing comes after', () => {
  const texts = [undefined, '', '{', '[]', 'null', '1', '{"type":"ping"}', '{"type":"ping","id":-1}'].concat(
    '{"type":"ping","id":1,"more":2}',
    `{"type":"ping","id":1,"${'é'.repeat(500)}":2}`,
    '{"type":"delete","id":1}',
    '{"type":"ping","id":1,"__proto__":{}}',
    `{"type":"hello","token":"${'x'.repeat(201)}"}`,
    `{"type":"subscribe","id":1,"topic":"alerts","filter":{"even":${'['.repeat(5000)}${']'.repeat(5000)}}}`,
  );
  for (const text of texts) {
    const about = String(text).slice(0, 80);
    const { connect, publish } = create();
    const { socket, client, send } = connect(guest);
    send(subscribe);
    socket.take();
    client.received(text);
    publish();
    client.received('{"type":"ping","id":1}');
    assert.deepEqual(
      socket.take().map((frame) => 'code' in frame && frame.code),
      ['FRAME_INVALID'],
      about,
    );
    assert.deepEqual(socket.closes, [{ code: 4400, reason: 'malformed' }], about);
  }
});

test('a hundred frames in ten seconds are taken, and the next ends the connection', async () => {
  const { connect, clock } = create();
  const { socket, send } = connect(guest);
  const ping = (count: number) => {
    for (let id = 0; id < count; id++) send({ type: 'ping', id });
  };
  ping(100);
  await clock.advance(10_000);
  ping(100);
  assert.equal(socket.closes.length, 0);
  assert.equal(socket.take().length, 201);
  ping(1);
  assert.equal(socket.closes[0]?.code, 4420);
});

test('pings below the protocol count like frames', () => {
  const { connect } = create();
  const { socket, client } = connect(guest);
  for (let i = 0; i < 101; i++) client.heard();
  assert.equal(socket.closes[0]?.code, 4420);
});

test('who is silent is pinged once after 30 seconds and given up after 60; any sign of life is enough', async () => {
  const { connect, clock, ended } = create();
  const [silent, alive] = [connect(guest), connect(guest)];
  const beat = async (ms: number) => {
    await clock.advance(ms);
    for (const { client } of [silent, alive]) client.beat(clock.monotonicMs());
  };
  await beat(29_999);
  assert.equal(silent.socket.pings, 0);
  await beat(1);
  await beat(1000);
  alive.client.heard();
  assert.equal(silent.socket.pings, 1);
  await beat(29_000);
  assert.deepEqual([silent.socket.isTerminated, alive.socket.isTerminated], [true, false]);
  assert.deepEqual(ended, [undefined]);
  await beat(1000);
  assert.equal(alive.socket.pings, 2);
});

test('a client that takes nothing is let go when it lost more than is kept, and harms nobody', () => {
  const { topic, publish } = createCountingTopic({ backlog: 10 });
  const { connect, ended } = createWorld([topic]);
  const [stuck, well] = [connect(guest), connect(guest)];
  for (const { send } of [stuck, well]) send(subscribe);
  stuck.socket.room = 1;
  for (let i = 0; i < 100; i++) publish();
  assert.deepEqual(stuck.socket.closes, [{ code: 4429, reason: 'too slow: 11 of alerts wait, 10 are kept' }]);
  assert.deepEqual(ended, ['tooSlow']);
  assert.equal(well.socket.take().filter(({ type }) => type === 'delta').length, 100);
});

test('frames for many clients are put together once', () => {
  const { topic, publish } = createCountingTopic();
  const { connect } = createWorld([topic]);
  const frames: Buffer[] = [];
  for (let i = 0; i < 3; i++) {
    const { socket, send } = connect(guest);
    send(subscribe);
    socket.write = (frame) => frames.push(frame) > 0;
  }
  publish();
  assert.equal(frames.length, 3);
  assert.equal(new Set(frames).size, 1);
});
