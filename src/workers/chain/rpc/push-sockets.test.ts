import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { allocateMetricRegion } from '../../../core/board/metric-region.ts';
import { openMetrics } from '../../../core/board/metrics.ts';
import { createOutsideDoor } from '../../../core/host/outside-door.ts';
import { createScriptedHttp } from '../../../core/outside/testing/scripted-http.ts';
import { createScriptedSocket, type ScriptedPeer } from '../../../core/outside/testing/scripted-socket.ts';
import { createSeededRandom } from '../../../core/random.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createFakeChain, createFakeNode } from '../testing/fake-chain.ts';
import { createLineLog } from '../testing/line-log.ts';
import { createPushSockets } from './push-sockets.ts';

type Asked = { id: number; method: string; params: [{ mentions?: string[] }] };

function rig(t: TestContext, answer: (asked: Asked) => object | undefined = () => undefined) {
  const clock = createManualClock();
  const asked: Asked[] = [];
  const say = (peer: ScriptedPeer, message: object) =>
    peer.say(JSON.stringify({ jsonrpc: '2.0', ...message }));
  const socket = createScriptedSocket({
    onConnect: (peer) => peer.accept(),
    onReceive(peer, data) {
      const one: Asked = JSON.parse(String(data));
      asked.push(one);
      const said = answer(one);
      if (said === undefined) say(peer, { id: one.id, result: one.id * 10 });
      else if ('result' in said || 'error' in said) say(peer, { id: one.id, ...said });
    },
  });
  const machine = { clock, random: createSeededRandom(1), socket, http: createScriptedHttp(() => 'silent') };
  const outside = createOutsideDoor('chain', openMetrics(allocateMetricRegion()), machine);
  const [log, events]: [ReturnType<typeof createLineLog>, string[]] = [createLineLog(), []];
  const node = Object.assign(createFakeNode(createFakeChain()), { socketUrl: 'ws://node.test' });
  const doors = { clock, outside, log };
  const sockets = createPushSockets(
    doors,
    node,
    { perSocket: 2, commitment: 'confirmed' },
    {
      onTransaction: (address, { signature, slot, isFailed, logs }) =>
        void events.push(`${address} ${signature} ${slot} ${isFailed} ${logs.length}`),
      onReady: (addresses) => void events.push(`+${addresses}`),
      onAway: (addresses) => void events.push(`-${addresses}`),
      onSlot: (slot) => void events.push(`slot ${slot}`),
    },
  );
  t.after(() => sockets.close());
  const peer = (i = -1) => socket.peers.at(i) as ScriptedPeer;
  return {
    ...{ clock, asked, events, log, sockets, socket, peer },
    taken: () => events.splice(0),
    tellSlot: (slot: number, i = -1) =>
      say(peer(i), { method: 'slotNotification', params: { subscription: 1, result: { slot } } }),
    tellLogs: (subscription: number, value: object, slot = 7) =>
      say(peer(), {
        method: 'logsNotification',
        params: { subscription, result: { context: { slot }, value } },
      }),
    subscribed: () =>
      asked.filter(({ method }) => method === 'logsSubscribe').map(({ params }) => params[0].mentions?.[0]),
  };
}

test('an address is ready when its subscription is answered and slots come, and its pushes are told', async (t) => {
  const { clock, sockets, taken, tellSlot, tellLogs, asked } = rig(t);
  sockets.add('ann');
  await clock.advance(1);
  assert.deepEqual(taken(), [], 'a socket that says nothing is not believed');
  tellSlot(5);
  await clock.advance(1);
  assert.deepEqual(taken(), ['+ann', 'slot 5']);
  const id = Number(asked.find(({ method }) => method === 'logsSubscribe')?.id) * 10;
  tellLogs(id, { signature: 's', err: null, logs: ['x'] });
  tellLogs(id, { signature: 't', err: { InstructionError: [] }, logs: null });
  tellLogs(999, { signature: 'of nobody', err: null, logs: [] });
  await clock.advance(1);
  assert.deepEqual(taken(), ['ann s 7 false 1', 'ann t 7 true 0']);
  assert.equal(sockets.subscriptions, 1);
});

test('addresses are spread over sockets, and a place that is free is taken again', async (t) => {
  const { clock, sockets, socket } = rig(t);
  for (const address of ['a', 'b', 'c', 'd', 'e']) sockets.add(address);
  await clock.advance(1);
  assert.equal(socket.peers.length, 3);
  sockets.remove('a');
  sockets.add('f');
  sockets.add('f');
  await clock.advance(1);
  assert.deepEqual([socket.peers.length, sockets.subscriptions], [3, 5]);
});

test('after a reconnect everything is subscribed anew, and who was pushed is told', async (t) => {
  const { clock, sockets, taken, tellSlot, peer, subscribed } = rig(t);
  sockets.add('ann');
  await clock.advance(1);
  tellSlot(5);
  await clock.advance(1);
  peer().close(1006);
  await clock.advance(5000);
  assert.deepEqual(taken(), ['+ann', 'slot 5', '-ann']);
  tellSlot(9);
  await clock.advance(1);
  assert.deepEqual(taken(), ['+ann', 'slot 9']);
  assert.deepEqual(subscribed(), ['ann', 'ann']);
});

test('a socket that is open and tells no slot any more is made anew', async (t) => {
  const { clock, sockets, socket, taken, tellSlot, peer, log } = rig(t);
  sockets.add('ann');
  await clock.advance(1);
  tellSlot(5);
  for (let i = 0; i < 6; i++) {
    await clock.advance(5000);
    peer().heartbeat();
  }
  assert.deepEqual(taken(), ['+ann', 'slot 5', '-ann']);
  assert.equal(socket.peers.length, 2);
  assert.equal(socket.alive, 1);
  assert.match(log.lines.join(), /pushes nothing any more/);
  tellSlot(80);
  await clock.advance(1);
  assert.deepEqual(taken(), ['+ann', 'slot 80']);
});

test('what is refused is asked for again later, what is not answered sooner', async (t) => {
  let isRefused = true;
  const { clock, sockets, tellSlot, subscribed, log, taken } = rig(t, ({ method, params }) => {
    if (method !== 'logsSubscribe' || !isRefused) return undefined;
    return params[0].mentions?.[0] === 'ann' ? { error: { code: 1, message: 'too many' } } : {};
  });
  sockets.add('ann');
  sockets.add('bob');
  for (let i = 0; i < 5; i++) {
    await clock.advance(5000);
    tellSlot(i);
  }
  assert.deepEqual(subscribed(), ['ann', 'bob', 'bob']);
  isRefused = false;
  for (let i = 0; i < 12; i++) {
    await clock.advance(5000);
    tellSlot(i);
  }
  assert.deepEqual(
    taken()
      .filter((event) => !event.startsWith('slot'))
      .toSorted(),
    ['+ann', '+bob'],
  );
  assert.equal(log.lines.length, 1);
});

test('a node that tells no slots by push is believed without them', async (t) => {
  const { clock, sockets, socket, taken } = rig(t, ({ method }) =>
    method === 'slotSubscribe' ? { error: { code: -32601, message: 'unknown' } } : undefined,
  );
  sockets.add('ann');
  await clock.advance(40_000);
  assert.deepEqual(taken(), ['+ann']);
  assert.equal(socket.peers.length, 1);
});

test('who leaves before the subscription is answered leaves none behind', async (t) => {
  const { clock, sockets, tellSlot, asked, taken } = rig(t);
  await clock.advance(1);
  tellSlot(1);
  await clock.advance(1);
  sockets.add('ann');
  sockets.remove('ann');
  await clock.advance(1);
  assert.deepEqual([taken(), sockets.subscriptions], [['slot 1'], 0]);
  assert.ok(asked.some(({ method }) => method === 'logsUnsubscribe'));
});

test('what is no message of ours changes nothing', async (t) => {
  const { clock, sockets, tellSlot, peer, taken, tellLogs } = rig(t);
  sockets.add('ann');
  tellSlot(1);
  await clock.advance(1);
  taken();
  for (const text of [
    '{',
    '[]',
    'null',
    '{"id":"x"}',
    '{"method":"logsNotification"}',
    '{"id":4711,"result":1}',
  ])
    peer().say(text);
  tellLogs(20, { signature: 5 });
  await clock.advance(1);
  assert.deepEqual(taken(), []);
});
