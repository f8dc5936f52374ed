import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { after, test } from 'node:test';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import type { Actor } from '../security/actor.ts';
import { tokenOf, userOf } from './testing/client-on-clock.ts';
import { createCountingTopic } from './testing/counting-topic.ts';
import { type LiveServerOptions, type LiveTestClient, startLiveServer } from './testing/live-server.ts';

const running: { stop(): Promise<void> }[] = [];
after(() => Promise.all(running.map((server) => server.stop())));

async function start(options: Partial<LiveServerOptions> = {}, definition = {}) {
  const source = createCountingTopic(definition);
  const server = await startLiveServer({ topics: [source.topic], ...options });
  running.push(server);
  return { ...source, ...server };
}

const subscribe = { type: 'subscribe', id: 1, topic: 'alerts' } as const;
const hasSnapshot = (client: LiveTestClient) =>
  client.until((frames) => frames.some(({ type }) => type === 'snapshot'));
const lastSeq = ({ frames }: LiveTestClient) => {
  const last = frames.at(-1);
  return last && 'seq' in last ? last.seq : 0;
};

test('a thousand clients get every delta, while one that reads nothing is let go and harms none', async () => {
  const deltas = 40;
  const text = 'x'.repeat(100_000);
  const { topic, connect, port, live, figure } = await start({}, { backlog: 10 });
  // A client that asks and never reads: what it is sent fills the buffers of the system, then ours.
  const stuck = connectTcp(port, '127.0.0.1');
  stuck.write(
    'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  await new Promise((resolve) => stuck.once('data', resolve));
  stuck.pause();
  const frame = Buffer.from(JSON.stringify(subscribe));
  stuck.write(Buffer.concat([Buffer.from([0x81, 0x80 | frame.length, 0, 0, 0, 0]), frame]));
  const clients = Array.from({ length: 1000 }, connect);
  await Promise.all(clients.map(async (client) => client.send(subscribe)));
  await Promise.all(clients.map(hasSnapshot));
  assert.equal(live.clients, 1001);
  const [first] = clients as [LiveTestClient];
  for (let seq = 1; seq <= deltas; seq++) {
    topic.publish(seq);
    await first.until(() => lastSeq(first) === seq);
  }
  await Promise.all(clients.map((client) => client.until(() => lastSeq(client) === deltas)));
  for (const { data } of clients)
    assert.deepEqual(
      data.slice(1),
      Array.from({ length: deltas }, (_, at) => at + 1),
    );
  // Now enough for one that does not read.
  for (const { socket } of clients) socket.terminate();
  while (live.clients > 1) await new Promise(setImmediate);
  for (let i = 0; live.clients > 0 && i < 2000; i++) {
    topic.publish(text);
    await new Promise(setImmediate);
  }
  assert.equal(live.clients, 0);
  assert.equal(figure('zapflow_live_hung_up'), 1);
  stuck.destroy();
});

test('a client that reads again after a while gets what waited for it', async () => {
  const deltas = 60;
  const text = 'x'.repeat(300_000);
  const { topic, connect } = await start({}, { maxBytes: 64 * 1024 * 1024 });
  const client = connect();
  await client.send(subscribe);
  await hasSnapshot(client);
  client.socket.pause();
  for (let i = 0; i < deltas; i++) topic.publish(text);
  await new Promise(setImmediate);
  client.socket.resume();
  await client.until(() => lastSeq(client) === deltas);
  assert.equal(client.data.filter((data) => data === text).length, deltas);
});

test('a thousand clients that come back at once each get what they missed', async () => {
  const { publish, connect, all } = await start({}, { backlog: 100 });
  const places = Array.from({ length: 1000 }, (_, at) => at % 50);
  for (let i = 0; i < 60; i++) publish();
  const clients = places.map((afterSeq) => {
    const client = connect();
    void client.send({ ...subscribe, epoch: 'first', afterSeq });
    return client;
  });
  publish();
  await Promise.all(clients.map((client) => client.until(() => lastSeq(client) === 61)));
  for (const [at, client] of clients.entries()) assert.deepEqual(client.data, all.slice(places[at]));
});

test('a client whose session ends is sent away, as is one whose rights change, and nobody else', async () => {
  const actors: Actor[] = [
    userOf('ada', { sessionHash: 's1' }),
    userOf('ada', { sessionHash: 's2' }),
    userOf('bob'),
    tokenOf('t1', { userId: 'bob' }),
    tokenOf('t2', { userId: 'eve' }),
  ];
  const arriving = [...actors];
  const { connect, live } = await start({ arriving: () => arriving.shift() });
  const clients: LiveTestClient[] = [];
  for (const _ of actors) {
    const client = connect();
    await client.until((frames) => frames.length > 0);
    clients.push(client);
  }
  const codeOf = async (at: number) => (await clients[at]!.closed).code;
  live.actorChanged({ sessionHash: 's1' });
  assert.equal(await codeOf(0), 4401);
  live.actorChanged({ userId: 'bob', exceptSession: 'session of bob' });
  assert.equal(await codeOf(3), 4403);
  live.actorChanged({ tokenId: 't2' });
  assert.equal(await codeOf(4), 4401);
  assert.equal(live.clients, 2);
  live.actorChanged({ userId: 'bob' });
  assert.equal(await codeOf(2), 4403);
  assert.equal(live.clients, 1);
});

test('there are no more clients and strangers than there may be', async () => {
  let isStranger = true;
  const { connect, live } = await start({
    maxClients: 4,
    maxStrangers: 2,
    arriving: () => (isStranger ? undefined : userOf('ada')),
    authenticate: async () => tokenOf('t'),
  });
  const [first, second] = [connect(), connect()];
  await Promise.all([first.opened, second.opened]);
  assert.equal((await connect().closed).code, 1013);
  await first.send({ type: 'hello', token: 'zf_x' });
  await first.until((frames) => frames.length > 0);
  const third = connect();
  await third.opened;
  isStranger = false;
  await connect().until((frames) => frames.length > 0);
  assert.equal(live.clients, 4);
  assert.equal((await connect().closed).code, 1013);
  second.socket.terminate();
  while (live.clients > 3) await new Promise(setImmediate);
  await connect().until((frames) => frames.length > 0);
});

test('what is too large, in parts without end, or no text ends the connection in words of the protocol', async () => {
  const { connect, live } = await start();
  const codeAfter = async (send: (client: LiveTestClient) => void) => {
    const client = connect();
    await client.until((frames) => frames.length > 0);
    send(client);
    return (await client.closed).code;
  };
  assert.equal(await codeAfter(({ socket }) => socket.send('x'.repeat(16 * 1024 + 1))), 1009);
  assert.equal(await codeAfter(({ socket }) => socket.send(Buffer.from('{"type":"ping","id":1}'))), 4400);
  assert.equal(
    await codeAfter(({ socket }) => {
      for (let i = 0; i < 20; i++) socket.send('x'.repeat(1024), { fin: false });
    }),
    1009,
  );
  while (live.clients > 0) await new Promise(setImmediate);
});

test('a gateway that stops says so, and does not wait for those who do not hear', async () => {
  const clock = createManualClock();
  const { connect, port, live, stop } = await start({ clock });
  const client = connect();
  await client.until((frames) => frames.length > 0);
  const deaf = connectTcp(port, '127.0.0.1');
  deaf.write(
    'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  while (live.clients < 2) await new Promise(setImmediate);
  const stopped = stop();
  assert.deepEqual(await client.closed, { code: 1001, reason: 'stopping' });
  await clock.advance(1000);
  await stopped;
  assert.equal(live.clients, 0);
});

test('pings of the protocol itself count against the limit of frames', async () => {
  const { connect } = await start();
  const client = connect();
  await client.opened;
  // Each is answered before the next: the library itself drops whoever sends more than 60 at one go.
  for (let i = 0; i < 100; i++) {
    client.socket.ping();
    await once(client.socket, 'pong');
  }
  client.socket.ping();
  const patience = new Promise((resolve) => setTimeout(resolve, 10_000, 'still open').unref());
  assert.equal(((await Promise.race([client.closed, patience])) as { code?: number }).code, 4420);
});
