// What happens to the streams when connections break, age, or go silent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStreams } from '../testing/streams-on-clock.ts';

const HOUR_MS = 3_600_000;
const PATIENT = { staleMs: 30 * HOUR_MS };
const TRADE = 'btcusdt@trade';
const BTC = ['btcusdt@depth@100ms', TRADE, 'btcusdt@bookTicker'];

/** A server that numbers its trades, one a second. */
function openTrading(setUp: Parameters<typeof openStreams>[0] = {}) {
  const open = openStreams(setUp);
  const { clock, server, messages } = open;
  let published = 0;
  return {
    ...open,
    async trade(seconds: number) {
      for (let second = 0; second < seconds; second++) {
        published += 1;
        server.publish(TRADE, { t: published });
        server.publish(BTC[0]!, {});
        await clock.advance(1000);
      }
    },
    /** Time in which nothing is traded and only the heart of the server beats. */
    async rest(ms: number) {
      for (let leftMs = ms; leftMs > 0; leftMs -= 20_000) {
        for (const peer of server.live()) peer.heartbeat();
        await clock.advance(Math.min(leftMs, 20_000));
      }
    },
    /** Trades that never came. */
    missing() {
      const heard = new Set(messages.map(({ text }) => /"t":(\d+)/.exec(text)?.[1]));
      return Array.from({ length: published }, (_, i) => i + 1).filter((id) => !heard.has(String(id)));
    },
  };
}

test('a connection that broke after it held is replaced at once, and told with the symbols it carried', async () => {
  const { clock, server, want, states, rest } = openTrading({ options: PATIENT });
  want({ BTCUSDT: BTC, ETHUSDT: ['ethusdt@trade'] });
  await clock.advance(1000);
  await rest(80_000);
  server.live()[0]!.close(1006, 'ECONNRESET');
  await clock.advance(400);
  assert.deepEqual(states.slice(1), [
    {
      type: 'disconnected',
      connection: 1,
      route: '',
      reason: '1006 ECONNRESET',
      streams: [...BTC, 'ethusdt@trade'],
      symbols: ['BTCUSDT', 'ETHUSDT'],
    },
    { type: 'connected', connection: 2, route: '', streams: 4, symbols: ['BTCUSDT', 'ETHUSDT'] },
  ]);
  assert.equal(server.live().length, 1);
});

test('a server that breaks every connection is tried after a wait that grows', async () => {
  const { clock, server, want, types } = openTrading({ options: PATIENT });
  want({ BTCUSDT: BTC });
  await clock.advance(1000);
  server.isRefusing = true;
  server.live()[0]!.close();
  await clock.advance(2400);
  assert.equal(server.socket.peers.length, 1);
  await clock.advance(10 * 60_000);
  const tries = server.socket.peers.length;
  assert.ok(tries > 9 && tries < 25, `${tries} tries`);
  server.isRefusing = false;
  await clock.advance(61_000);
  assert.deepEqual(types(), ['connected', 'disconnected', 'connected']);
  assert.deepEqual([...server.subscribed.get(server.live()[0]!)!], BTC);
});

test('before a day is over the connection is replaced, and not one message is lost', async () => {
  const { clock, server, want, states, messages, trade, missing } = openTrading({
    options: { rotateMs: 120_000 },
  });
  want({ BTCUSDT: BTC });
  await clock.advance(1000);
  await trade(600);
  const rotated = states.filter(({ type }) => type === 'rotated');
  assert.ok(rotated.length >= 4, `${rotated.length} rotations`);
  assert.deepEqual(missing(), []);
  assert.ok(messages.length > 1200, 'while two connections overlap both deliver');
  assert.equal(server.live().length, 1);
  assert.deepEqual(server.offences, []);
  assert.ok(states.every(({ type }) => type === 'connected' || type === 'rotated'));
});

test('by default a connection lives between 20.7 and 23 hours', async () => {
  const { want, types, rest } = openTrading({ options: PATIENT });
  want({ BTCUSDT: BTC });
  await rest(20.6 * HOUR_MS);
  assert.deepEqual(types(), ['connected']);
  await rest(2.5 * HOUR_MS);
  assert.deepEqual(types(), ['connected', 'rotated']);
});

test('the old connection stays while the new one cannot be had', async () => {
  const { clock, server, want, states, trade, missing } = openTrading({ options: { rotateMs: 120_000 } });
  want({ BTCUSDT: BTC });
  await clock.advance(1000);
  server.isRefusing = true;
  await trade(300);
  assert.deepEqual(
    states.map(({ type }) => type),
    ['connected'],
  );
  assert.deepEqual(missing(), []);
  server.isRefusing = false;
  await trade(100);
  assert.ok(states.some(({ type }) => type === 'rotated'));
  assert.deepEqual(missing(), []);
});

test('an old connection that breaks while the new one already delivers costs nothing', async () => {
  const { server, clock, want, types, trade, missing } = openTrading({ options: { rotateMs: 120_000 } });
  want({ BTCUSDT: BTC });
  await clock.advance(1000);
  for (let second = 0; second < 200 && server.live().length < 2; second++) await trade(1);
  await trade(1);
  server.live()[0]!.close();
  await trade(30);
  assert.deepEqual(types(), ['connected', 'rotated']);
  assert.deepEqual(missing(), []);
});

test('a new connection that becomes the only one before it was ready is replaced in its time as well', async () => {
  const { server, clock, want, types, rest } = openTrading({
    options: { rotateMs: 120_000, staleMs: 30 * HOUR_MS },
  });
  want({ BTCUSDT: BTC });
  await clock.advance(1000);
  server.isMute = true;
  while (server.live().length < 2) await rest(1000);
  server.live()[0]!.close();
  await clock.advance(0);
  assert.equal(server.live().length, 1);
  server.isMute = false;
  await rest(200_000);
  assert.deepEqual(types(), ['connected', 'disconnected', 'connected', 'rotated']);
});

test('streams that are changed while two connections overlap are changed on both', async () => {
  const { server, clock, want, trade } = openTrading({ options: { rotateMs: 120_000 } });
  want({ BTCUSDT: BTC });
  await clock.advance(1000);
  for (let second = 0; second < 200 && server.live().length < 2; second++) await trade(1);
  want({ BTCUSDT: [TRADE, BTC[0]!], ETHUSDT: ['ethusdt@trade'] });
  await clock.advance(2000);
  for (const peer of server.live())
    assert.deepEqual([...server.subscribed.get(peer)!].sort(), [BTC[0]!, TRADE, 'ethusdt@trade'].sort());
  assert.equal(server.live().length, 2);
});

test('a venue that announces its end is left in time', async () => {
  const { server, clock, want, states, trade, missing } = openTrading();
  want({ BTCUSDT: BTC });
  await clock.advance(1000);
  server.live()[0]!.say('{"e":"serverShutdown","E":1700000000000}');
  await trade(15);
  assert.deepEqual(states.at(-1), { type: 'rotated', connection: 2, from: 1, why: 'announced' });
  assert.deepEqual(missing(), []);
});

test('a connection from which nothing at all comes is given up by itself', async () => {
  const { clock, want, types } = openTrading();
  want({ BTCUSDT: BTC });
  await clock.advance(46_000);
  assert.ok(types().includes('disconnected'));
});
