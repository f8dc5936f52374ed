import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openStreams } from '../testing/streams-on-clock.ts';

const BTC = ['btcusdt@depth@100ms', 'btcusdt@trade', 'btcusdt@bookTicker'];

test('what is wanted is subscribed, confirmed and handed on with its time and connection, replies are not', async () => {
  const { clock, server, want, messages, states } = openStreams();
  want({ BTCUSDT: BTC });
  await clock.advance(1000);
  assert.deepEqual(states, [
    { type: 'connected', connection: 1, route: '', streams: 3, symbols: ['BTCUSDT'] },
  ]);
  server.publish('btcusdt@trade', { t: 1 });
  await clock.advance(0);
  assert.deepEqual(messages, [
    { text: '{"stream":"btcusdt@trade","data":{"t":1}}', receivedMs: clock.now(), connection: 1 },
  ]);
  assert.equal(server.socket.peers[0]!.request.url, 'ws://venue.test/stream');
});

test('only differences are asked for', async () => {
  const { clock, server, want } = openStreams();
  want({ BTCUSDT: BTC });
  await clock.advance(1000);
  want({ BTCUSDT: BTC.slice(1), ETHUSDT: ['ethusdt@trade'] });
  await clock.advance(2000);
  const asked = server.socket.peers[0]!.received.map((text) => JSON.parse(String(text)));
  assert.deepEqual(asked, [
    { method: 'SUBSCRIBE', params: BTC, id: 1 },
    { method: 'UNSUBSCRIBE', params: ['btcusdt@depth@100ms'], id: 2 },
    { method: 'SUBSCRIBE', params: ['ethusdt@trade'], id: 3 },
  ]);
});

const step = fc.dictionary(fc.constantFrom(...'abcdefghijklmnop'), fc.integer({ min: 0, max: 6 }));
const namesOf = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    Object.entries(counts).map(([symbol, count]) => [
      symbol,
      Array.from({ length: count }, (_, i) => `${symbol}@s${i}`),
    ]),
  );

test('after any changes each stream is on one connection, with the others of its symbol, and no limit was broken', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.nat(3000)), { maxLength: 8 }), async (steps) => {
      const { clock, server, want, streams } = openStreams({ streamsPerConnection: 10 });
      for (const [counts, pauseMs] of steps) {
        want(namesOf(counts));
        await clock.advance(pauseMs);
      }
      await clock.advance(20_000);
      const wanted = namesOf(steps.at(-1)?.[0] ?? {});
      const carried = server.live().map((peer) => server.subscribed.get(peer)!);
      assert.deepEqual(carried.flatMap((names) => [...names]).sort(), Object.values(wanted).flat().sort());
      for (const own of Object.values(wanted))
        if (own.length > 0) assert.equal(carried.filter((names) => own.some((n) => names.has(n))).length, 1);
      assert.deepEqual(server.offences, []);
      assert.equal(streams.open, carried.length);
      await streams.close();
      assert.equal(server.socket.alive, 0);
    }),
    { numRuns: 30 },
  );
});

test('many streams go in few requests, as fast as the venue allows', async () => {
  const { clock, server, want } = openStreams();
  const wanted = Array.from({ length: 300 }, (_, i) => [`S${i}`, [`s${i}@trade`, `s${i}@depth`]] as const);
  want(Object.fromEntries(wanted));
  await clock.advance(3000);
  assert.equal(server.subscribed.get(server.live()[0]!)!.size, 600);
  assert.equal(server.socket.peers[0]!.received.length, 6);
  assert.deepEqual(server.offences, []);
});

test('one stream that the venue does not know is refused alone, and told', async () => {
  const { clock, server, want, states } = openStreams({ server: { unknown: new Set(['xyz@trade']) } });
  want({ BTCUSDT: BTC, XYZ: ['xyz@trade'], ETHUSDT: ['ethusdt@trade'] });
  await clock.advance(5000);
  assert.deepEqual([...server.subscribed.get(server.live()[0]!)!].sort(), [...BTC, 'ethusdt@trade'].sort());
  assert.deepEqual(states, [
    { type: 'refused', stream: 'xyz@trade', reason: 'Invalid request (2)' },
    { type: 'connected', connection: 1, route: '', streams: 4, symbols: ['BTCUSDT', 'XYZ', 'ETHUSDT'] },
  ]);
  assert.deepEqual(server.offences, []);
});

test('a connection on which requests stay unanswered is given up for another', async () => {
  const { clock, server, want, types } = openStreams();
  server.isMute = true;
  want({ BTCUSDT: BTC });
  await clock.advance(14_000);
  server.isMute = false;
  await clock.advance(2000);
  assert.equal(server.socket.peers.length, 2);
  assert.equal(server.live().length, 1);
  assert.deepEqual(types(), ['connected']);
});

test('USD-M streams go over the route that has them, which one connection cannot', async () => {
  const endpoints = { rest: 'http://venue.test', stream: 'ws://venue.test/{route}' };
  const { clock, server, want } = openStreams({ market: 'usdm', endpoints });
  want({
    BTCUSDT: ['btcusdt@depth@100ms', 'btcusdt@aggTrade', 'btcusdt@bookTicker', 'btcusdt@markPrice@1s'],
  });
  await clock.advance(1000);
  const carried = server.live().map((peer) => [peer.request.url, [...server.subscribed.get(peer)!]]);
  assert.deepEqual(carried, [
    ['ws://venue.test/public/stream', ['btcusdt@depth@100ms', 'btcusdt@bookTicker']],
    ['ws://venue.test/market/stream', ['btcusdt@aggTrade', 'btcusdt@markPrice@1s']],
  ]);
});

test('frames that make no sense are handed on to whoever counts them', async () => {
  const { clock, server, want, messages } = openStreams();
  want({ BTCUSDT: BTC });
  await clock.advance(1000);
  for (const text of ['', '{', '[]', 'null', '{"stream":"btcusdt@tra', '{"stream":"who@knows","data":{}}'])
    server.live()[0]!.say(text);
  await clock.advance(0);
  assert.equal(messages.length, 6);
});

test('what is counted stands in the metrics', async () => {
  const { clock, server, want, doors } = openStreams();
  want({ BTCUSDT: BTC });
  await clock.advance(1000);
  server.publish('btcusdt@trade', {});
  server.live()[0]!.close(1006, 'reset');
  await clock.advance(0);
  const peer = 'binance-spot';
  assert.equal(doors.figure('zapflow_venue_messages', { peer }), 1);
  assert.equal(doors.figure('zapflow_venue_streams', { peer }), 3);
  assert.equal(doors.figure('zapflow_venue_connections_ended', { peer, why: 'lost' }), 1);
});
