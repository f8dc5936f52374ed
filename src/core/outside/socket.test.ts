import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSeededRandom } from '../random.ts';
import { Secret } from '../secret.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createSocket, type SocketChange, type SocketOptions, type SocketState } from './socket.ts';
import {
  createScriptedSocket,
  type ScriptedPeer,
  type ScriptedSocketOptions,
} from './testing/scripted-socket.ts';

const accept = (peer: ScriptedPeer) => peer.accept();

function setUp(script: ScriptedSocketOptions = { onConnect: accept }, options: Partial<SocketOptions> = {}) {
  const clock = createManualClock();
  const transport = createScriptedSocket(script);
  const states: SocketState[] = [];
  const changes: SocketChange[] = [];
  const heard: unknown[] = [];
  let mostAlive = 0;
  const socket = createSocket({
    name: 'stream',
    url: 'ws://venue.test/secret-key',
    clock,
    random: createSeededRandom(1),
    transport,
    connectTimeoutMs: 5000,
    pingIntervalMs: 10_000,
    silenceMs: 30_000,
    reconnect: { baseMs: 1000, maxMs: 16_000 },
    maxMessageBytes: 1000,
    maxBufferedBytes: 100,
    onMessage: (data) => heard.push(data),
    onState(state, change) {
      states.push(state);
      changes.push(change);
      mostAlive = Math.max(mostAlive, transport.alive);
    },
    ...options,
  });
  const peer = () => transport.peers.at(-1)!;
  return { clock, transport, states, changes, heard, socket, peer, mostAlive: () => mostAlive };
}

test('it connects, hears, and subscribes anew after every reconnect', async () => {
  const { clock, transport, states, heard, peer } = setUp(undefined, {
    onOpen: (own) => void own.send('subscribe'),
  });
  await clock.advance(0);
  peer().say('one');
  await clock.advance(0);
  peer().close(1012, 'restart');
  await clock.advance(1000);
  peer().say('two');
  await clock.advance(0);
  assert.deepEqual(heard, ['one', 'two']);
  assert.deepEqual(states, ['connecting', 'open', 'waiting', 'connecting', 'open']);
  assert.deepEqual(
    transport.peers.map(({ received }) => received),
    [['subscribe'], ['subscribe']],
  );
});

test('it waits ever longer, up to the maximum, and never gives up', async () => {
  const { clock, changes, states } = setUp({ onConnect: (peer) => peer.refuse('no') });
  await clock.advance(3_600_000);
  const waits = changes.flatMap(({ retryInMs }) => retryInMs ?? []);
  assert.ok(waits.length > 200);
  for (const [index, waitMs] of waits.entries()) {
    const ceilingMs = Math.min(16_000, 1000 * 2 ** index);
    assert.ok(waitMs >= ceilingMs / 2 && waitMs <= ceilingMs);
  }
  assert.equal(states.at(-1), 'waiting');
});

test('a connection that opens and soon breaks is a failure too; a minute of health forgives all', async () => {
  const { clock, changes, peer } = setUp();
  for (let index = 0; index < 6; index++) {
    await clock.advance(16_000);
    peer().close();
  }
  await clock.advance(20_000);
  assert.equal(changes.at(-1)!.failures, 6);
  for (let index = 0; index < 4; index++) {
    peer().heartbeat();
    await clock.advance(15_000);
  }
  peer().close();
  await clock.advance(0);
  assert.equal(changes.at(-1)!.failures, 1);
  assert.ok(changes.at(-1)!.retryInMs! <= 1000);
});

test('a server that says when to come back is not tried before', async () => {
  const { clock, transport } = setUp({ onConnect: (peer) => peer.refuse('429', 60_000) });
  await clock.advance(59_999);
  assert.equal(transport.peers.length, 1);
  await clock.advance(1);
  assert.equal(transport.peers.length, 2);
});

test('a handshake that never ends is given up', async () => {
  const { clock, states } = setUp({});
  await clock.advance(4999);
  assert.deepEqual(states, ['connecting']);
  await clock.advance(1);
  assert.deepEqual(states, ['connecting', 'waiting']);
});

test('a connection is kept by pongs alone and given up when nothing comes at all', async () => {
  const { clock, states, peer } = setUp();
  for (let index = 0; index < 10; index++) {
    await clock.advance(20_000);
    peer().heartbeat();
  }
  await clock.advance(0);
  assert.deepEqual(states, ['connecting', 'open']);
  assert.equal(peer().pings, 20);
  await clock.advance(29_999);
  assert.equal(states.at(-1), 'open');
  await clock.advance(1);
  assert.equal(states.at(-1), 'waiting');
});

test('sending says when the buffer is full and keeps nothing, and when the connection is not there', async () => {
  const { clock, socket, peer } = setUp();
  assert.equal(socket.send('early'), 'closed');
  await clock.advance(0);
  peer().stall(true);
  assert.equal(socket.send('x'.repeat(60)), 'sent');
  assert.equal(socket.send('y'.repeat(60)), 'back-pressured');
  assert.equal(socket.send('é'.repeat(20)), 'sent');
  assert.equal(socket.send('z'), 'back-pressured');
  peer().stall(false);
  assert.equal(socket.send('z'), 'sent');
  assert.deepEqual(peer().received, ['x'.repeat(60), 'é'.repeat(20), 'z']);
  peer().close();
  await clock.advance(0);
  assert.equal(socket.send('late'), 'closed');
  assert.throws(() => socket.send('x'.repeat(101)), { code: 'MESSAGE_TOO_LARGE' });
});

test('a planned close ends for good, also while waiting, while connecting, and with a peer that does not agree', async () => {
  const open = setUp({ onConnect: accept, agreesToClose: false });
  await open.clock.advance(0);
  const closing = open.socket.close();
  open.peer().say('late');
  assert.equal(open.socket.send('x'), 'closed');
  await open.clock.advance(2000);
  await closing;
  assert.deepEqual(open.heard, []);

  const connecting = setUp({});
  await connecting.socket.close();

  const waiting = setUp({ onConnect: (peer) => peer.refuse('no') });
  await waiting.clock.advance(0);
  assert.equal(waiting.socket.state, 'waiting');
  await waiting.socket.close();

  for (const { clock, socket, transport, states } of [open, connecting, waiting]) {
    await clock.advance(3_600_000);
    assert.equal(socket.state, 'closed');
    assert.equal(states.at(-1), 'closed');
    assert.equal(transport.peers.length, 1);
    assert.equal(transport.alive, 0);
    await socket.close();
  }
});

test('closing within the callback that says it is open leaves nothing behind', async () => {
  const { clock, socket, transport } = setUp(undefined, { onOpen: (own) => void own.close() });
  await clock.advance(60_000);
  assert.equal(socket.state, 'closed');
  assert.equal(transport.alive, 0);
  assert.equal(transport.peers.length, 1);
});

test('whatever the peer does, there are never two connections at once and it is always on its way to the next', async () => {
  const act = fc.constantFrom('accept', 'refuse', 'close', 'say', 'big', 'heartbeat');
  const acts = fc.array(fc.record({ act, idleMs: fc.nat(40_000) }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(acts, async (all) => {
      const { clock, transport, socket, peer, mostAlive } = setUp({});
      const accepted = new Set<ScriptedPeer>();
      for (const { act, idleMs } of all) {
        await clock.advance(idleMs);
        const current = peer();
        if (act === 'accept' && !accepted.has(current)) current.accept();
        if (act === 'accept') accepted.add(current);
        if (act === 'refuse' || act === 'close') current.close(1006, act);
        if (act === 'say' && accepted.has(current)) current.say('x');
        if (act === 'big' && accepted.has(current)) current.say('x'.repeat(1001));
        if (act === 'heartbeat' && accepted.has(current)) current.heartbeat();
        await clock.advance(0);
        assert.ok(transport.alive <= 1);
        assert.equal(transport.alive === 0, socket.state === 'waiting');
      }
      const before = transport.peers.length;
      await clock.advance(120_000);
      assert.ok(transport.peers.length > before);
      assert.ok(mostAlive() <= 1);
      await socket.close();
      assert.equal(transport.alive, 0);
    }),
    { numRuns: 100 },
  );
});

test('the address is asked for before each connection and appears nowhere', async () => {
  let count = 0;
  const { clock, transport, changes, peer } = setUp(undefined, {
    url: () => new Secret(`ws://venue.test/key-${++count}`),
    headers: { 'x-key': new Secret('the-key') },
  });
  await clock.advance(0);
  peer().close(1006, 'x'.repeat(500));
  await clock.advance(1000);
  assert.deepEqual(
    transport.peers.map(({ request }) => request.url),
    ['ws://venue.test/key-1', 'ws://venue.test/key-2'],
  );
  assert.equal(peer().request.headers['x-key'], 'the-key');
  assert.doesNotMatch(JSON.stringify(changes), /key|x{121}/);
});
