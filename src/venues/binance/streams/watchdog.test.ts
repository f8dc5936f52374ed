import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { openStreams } from '../testing/streams-on-clock.ts';
import { createWatchdog } from './watchdog.ts';

const STALE_MS = 60_000;

function open(wanted: Readonly<Record<string, readonly string[]>>) {
  const clock = createManualClock();
  const silences: [symbol: string, stream: string, forMs: number][] = [];
  const watchdog = createWatchdog({
    clock,
    staleMs: STALE_MS,
    onSilent: (...silence) => silences.push(silence),
  });
  watchdog.watch(new Map(Object.entries(wanted)));
  /** Lets time pass, with these heard every second. */
  const hear = async (seconds: number, ...streams: readonly string[]) => {
    for (let second = 0; second < seconds; second++) {
      for (const stream of streams) watchdog.hear(stream);
      await clock.advance(1000);
    }
  };
  return { clock, watchdog, silences, hear };
}

test('a symbol of which nothing came for the time given is silent, its neighbour is not', async () => {
  const { silences, hear } = open({ A: ['a@depth', 'a@trade'], B: ['b@depth', 'b@trade'] });
  await hear(61, 'b@depth');
  assert.deepEqual(silences, [['A', 'a@depth', STALE_MS]]);
});

test('a quiet symbol whose book moves now and then is not silent', async () => {
  const { silences, hear } = open({ A: ['a@depth', 'a@trade', 'a@forceOrder'] });
  for (let minute = 0; minute < 60; minute++) {
    await hear(1, 'a@depth');
    await hear(50);
  }
  assert.deepEqual(silences, []);
});

test('depth that does not come while trades do is silent', async () => {
  const { silences, hear } = open({ A: ['a@depth@100ms', 'a@trade', 'a@kline_1m'] });
  await hear(100, 'a@trade');
  assert.deepEqual(
    silences.map(([, stream]) => stream),
    ['a@depth@100ms'],
  );
});

test('candles alone do not say that the book should have moved', async () => {
  const { silences, hear } = open({ A: ['a@depth@100ms', 'a@kline_1m'] });
  await hear(300, 'a@kline_1m');
  assert.deepEqual(silences, []);
});

test('forced orders alone are never missed', async () => {
  const { silences, hear } = open({ A: ['a@forceOrder'] });
  await hear(300);
  assert.deepEqual(silences, []);
});

test('a silence that lasts is told ever more rarely, and anew when it was broken', async () => {
  const { silences, hear } = open({ A: ['a@trade'] });
  await hear(3600);
  const times = silences.map(([, , forMs]) => forMs / STALE_MS);
  assert.deepEqual(times, [1, 2, 4, 8, 16, 32, 48]);
  await hear(1, 'a@trade');
  await hear(61);
  assert.equal(silences.length, 8);
});

test('changing what is watched forgets nothing about what stays', async () => {
  const { silences, hear, watchdog } = open({ A: ['a@trade'], B: ['b@trade'] });
  await hear(40, 'b@trade');
  watchdog.watch(
    new Map([
      ['A', ['a@trade']],
      ['C', ['c@trade']],
    ]),
  );
  assert.equal(watchdog.hear('b@trade'), false);
  await hear(25);
  assert.deepEqual(silences, [['A', 'a@trade', STALE_MS]]);
});

test('of what said nothing lately all streams are told, and nothing while one speaks', async () => {
  const { watchdog, hear } = open({ A: ['a@depth', 'a@trade', 'a@forceOrder'] });
  await hear(7);
  const streams = ['a@depth', 'a@trade', 'a@forceOrder'];
  assert.deepEqual(watchdog.silenceOf('A'), { streams, forMs: 7000 });
  watchdog.hear('a@trade');
  assert.equal(watchdog.silenceOf('A'), undefined);
  assert.equal(watchdog.silenceOf('B'), undefined);
  await hear(100, 'a@trade');
  assert.deepEqual(watchdog.silenceOf('A')?.streams, ['a@depth']);
});

test('forced orders alone are no silence', async () => {
  const { watchdog, hear } = open({ A: ['a@forceOrder'] });
  await hear(100);
  assert.equal(watchdog.silenceOf('A'), undefined);
});

test('a silent symbol has its connection replaced, without loss to the others and ever more rarely', async () => {
  const { clock, server, want, states, types } = openStreams();
  want({ A: ['a@depth'], B: ['b@depth'] });
  await clock.advance(1000);
  const live = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      assert.ok(server.publish('b@depth', {}) > 0);
      await clock.advance(1000);
    }
  };
  await live(75);
  assert.deepEqual(types(), ['connected', 'silent', 'rotated']);
  assert.deepEqual(states[1], { type: 'silent', symbol: 'A', stream: 'a@depth', forMs: 60_000 });
  await live(3600);
  assert.ok(server.socket.peers.length < 10, `${server.socket.peers.length} connections`);
  assert.ok(!types().includes('disconnected'));
});

test('many silent symbols on one connection do not have it replaced all the time', async () => {
  const { clock, server, want } = openStreams();
  const symbols = Array.from({ length: 60 }, (_, i) => `s${i}`);
  want(Object.fromEntries(symbols.map((symbol) => [symbol, [`${symbol}@depth`]])));
  await clock.advance(1000);
  for (let minute = 0; minute < 360; minute++) {
    // Each of them says something now and then.
    server.publish(`${symbols[minute % 60]!}@depth`, {});
    for (let beat = 0; beat < 3; beat++) {
      for (const peer of server.live()) peer.heartbeat();
      await clock.advance(20_000);
    }
  }
  assert.ok(server.socket.peers.length < 20, `${server.socket.peers.length} connections`);
});

test('one route that fails is noticed while the other goes on', async () => {
  const endpoints = { rest: 'http://venue.test', stream: 'ws://venue.test/{route}' };
  const { clock, server, want, states, streams } = openStreams({ market: 'usdm', endpoints });
  want({ A: ['a@depth', 'a@markPrice@1s'] });
  for (let second = 0; second < 63; second++) {
    server.publish('a@depth', {});
    await clock.advance(1000);
  }
  const silent = states.filter(({ type }) => type === 'silent');
  assert.deepEqual(silent, [{ type: 'silent', symbol: 'A', stream: 'a@markPrice@1s', forMs: 60_000 }]);
  const [silence, ...others] = streams.silences('A').filter(({ forMs }) => forMs > 2000);
  assert.deepEqual([silence?.route, silence?.parts, others], ['market', ['marks'], []]);
});
