// One market over two routes, against a server in memory: what is told when one of them fails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createScriptedHttp } from '../../core/outside/testing/scripted-http.ts';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { toParts } from '../../domain/market/feed-part.ts';
import { type FeedRecord, gapReasons } from '../../domain/market/feed-record.ts';
import { openDoors } from '../../venues/binance/testing/doors-on-clock.ts';
import { createStreamServer } from '../../venues/binance/testing/stream-server.ts';
import { FollowedFeed } from './followed-feed.ts';
import { openLiveMarket } from './live-market.ts';
import { createRecorder } from './recorder.ts';
import { marketSettings } from './settings.ts';
import { bitcoin } from './testing/bitcoin.ts';

const same = <T>(value: T) => ({ spot: value, usdm: value, coinm: value });
const settings = marketSettings.parse({
  ...{ followed: [], isSandbox: false, endpoints: same({ rest: '', stream: '' }), snapshotLimit: 1000 },
  ...{ depthSpeed: same('100ms'), trades: same('aggTrade') },
  venue: { reconnectMs: 60_000, staleMs: 60_000, rotateMs: 3_600_000, skewMs: 1000 },
  recorder: { enabled: false, folder: '', maxFileBytes: 2 ** 20, keepFiles: 1 },
});
const VENUE_AHEAD_MS = 30;

async function open() {
  const clock = createManualClock();
  const server = createStreamServer(clock);
  const book = { lastUpdateId: 13, bids: [['100.00', '1.000']], asks: [['100.10', '1.000']] };
  const http = createScriptedHttp(({ url }) => ({
    body: url.includes('/time') ? { serverTime: clock.now() + VENUE_AHEAD_MS } : book,
  }));
  const doors = openDoors(clock, { http, socket: server.socket });
  const told: string[] = [];
  const live = openLiveMarket({
    ...{ doors, market: 'usdm', settings, recorder: createRecorder(doors, settings.recorder) },
    endpoints: () => ({ rest: 'http://venue.test', stream: 'ws://venue.test/{route}' }),
    sink({ kind, size, id }: Readonly<FeedRecord>) {
      if (kind === 'gap') told.push(`gap ${gapReasons[size]}`);
      else if (kind === 'silent') told.push(`silent ${toParts(id).join(' ')}`);
      else told.push(kind === 'clock' ? `clock ${size}` : kind);
    },
  });
  const one = new FollowedFeed(bitcoin, 0);
  live.add([one]);
  await clock.advance(1000);
  let count = 0;
  const depth = () => {
    const ids = { U: ++count * 10, u: count * 10 + 5, pu: count * 10 - 5 };
    const b = [['100.00', `${count}.000`]];
    const data = { e: 'depthUpdate', E: clock.now(), T: clock.now(), s: 'BTCUSDT', ...ids, b, a: [] };
    return server.publish('btcusdt@depth@100ms', data);
  };
  const mark = () =>
    server.publish('btcusdt@markPrice@1s', {
      e: 'markPriceUpdate',
      E: clock.now(),
      s: 'BTCUSDT',
      p: '100.00',
    });
  /** Lets time pass with what these say each second; what is told in it, each once. */
  const pass = async (seconds: number, ...says: (() => unknown)[]) => {
    told.length = 0;
    for (let second = 0; second < seconds; second++) {
      for (const say of says) say();
      await clock.advance(1000);
      live.tick(clock.now());
    }
    return [...new Set(told)].sort();
  };
  const state = () => {
    const { state, says } = one.toState(clock.now());
    return [state, says];
  };
  const peerOf = (stream: string) => server.live().find((peer) => server.subscribed.get(peer)!.has(stream))!;
  return { clock, server, doors, live, depth, mark, pass, state, peerOf };
}

test('the route of trades and marks that is silent is told as that, while the book goes on', async () => {
  const { depth, mark, pass, state, live } = await open();
  await pass(3, depth, mark);
  assert.deepEqual(state(), ['live', null]);
  assert.deepEqual(await pass(20, depth), ['bid', 'depth', 'silent trades marks liquidations']);
  assert.equal(state()[0], 'silent');
  assert.match(state()[1]!, /^No trades, mark prices and forced orders came for \d+ s\.$/);
  await pass(2, depth, mark);
  assert.deepEqual(state(), ['live', null]);
  await live.close();
});

test('the route of the book that is silent is told as that, while marks go on', async () => {
  const { depth, mark, pass, state, live } = await open();
  await pass(3, depth, mark);
  assert.deepEqual(await pass(20, mark), ['mark', 'silent book touch']);
  assert.match(state()[1]!, /^No order book and best prices came for \d+ s\.$/);
  await live.close();
});

test('a connection of trades that is lost leaves the book known, and is told until it is back', async () => {
  const { server, depth, mark, pass, state, peerOf, live } = await open();
  await pass(3, depth, mark);
  server.isRefusing = true;
  peerOf('btcusdt@markPrice@1s').close(1006, 'ECONNRESET');
  const told = await pass(20, depth);
  assert.deepEqual(told, ['bid', 'depth', 'silent trades marks liquidations']);
  assert.deepEqual(state(), [
    'disconnected',
    'The connection of trades, mark prices and forced orders was lost: 1006 ECONNRESET.',
  ]);
  server.isRefusing = false;
  await pass(180, depth, mark);
  assert.deepEqual(state(), ['live', null]);
  await live.close();
});

test('a connection of the book that is lost makes it unknown, and the time is told each second', async () => {
  const { server, depth, mark, pass, state, peerOf, live } = await open();
  await pass(3, depth, mark);
  server.isRefusing = true;
  peerOf('btcusdt@depth@100ms').close(1006, 'ECONNRESET');
  assert.deepEqual(await pass(20, mark), ['gap disconnected', 'mark', 'pulse']);
  assert.equal(state()[1], 'The connection of order book and best prices was lost: 1006 ECONNRESET.');
  await live.close();
});

test('each measurement of the clock is told, whether or not it is off', async () => {
  const { clock, depth, mark, pass, live } = await open();
  await clock.advance(280_000);
  assert.ok((await pass(60, depth, mark)).some((told) => told.startsWith('clock ')));
  await live.close();
});

test('a trade that cannot be is counted by its reason, and said', async () => {
  const { clock, server, doors, depth, mark, pass, state, live } = await open();
  let id = 0;
  const trade = (p: string, q: string) =>
    server.publish('btcusdt@aggTrade', {
      ...{ e: 'aggTrade', E: clock.now(), s: 'BTCUSDT', a: ++id, p, q, f: 1, l: 1 },
      ...{ T: clock.now(), m: true },
    });
  await pass(2, depth, mark, () => trade('100.00', '0.001'));
  const told = await pass(1, depth, mark, () => {
    trade('10.00', '0.001');
    trade('100.00', '0.000');
    trade('100.00', '0.001');
  });
  assert.ok(told.includes('missedTrades'));
  for (const why of ['far', 'empty'])
    assert.equal(doors.figure('zapflow_feed_refused', { peer: 'binance-usdm', why }), 1);
  assert.deepEqual(state(), ['live', '2 messages that cannot be true were left out.']);
  await live.close();
});
