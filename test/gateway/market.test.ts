// The market through the whole gateway: its routes, its live topics, and what is answered while its workers are away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { type ServerFrame, serverFrame } from '../../src/api/live.ts';
import { AppError } from '../../src/core/errors.ts';
import { FakeAnalyst } from '../../src/workers/gateway/market/testing/fake-analyst.ts';
import {
  anomalyOf,
  barOf,
  btc,
  frameOf,
  instrumentOf,
  outcomeOf,
  pictureOf,
  printOf,
  signalOf,
  statsOf,
} from '../../src/workers/gateway/market/testing/made-by-hand.ts';
import { openGateway, type TestGateway } from '../../src/workers/gateway/testing/open-gateway.ts';

const ofBtc = `/api/market/instruments/${btc}`;
const routes = [
  '/api/market/instruments',
  `${ofBtc}/candles`,
  `${ofBtc}/indicators?interval=4h&names=ema:length=20,rsi`,
  `${ofBtc}/footprint`,
  `${ofBtc}/profile`,
  `${ofBtc}/book?levels=5`,
  `${ofBtc}/trades`,
  '/api/market/detectors',
];

function openMarket() {
  const analyst = new FakeAnalyst();
  analyst.picture = (instrument) =>
    instrument === btc ? { seq: 0, picture: pictureOf(btc, { trades: [printOf(1)] }) } : undefined;
  const known =
    <T>(reply: T) =>
    ({ instrument }: { instrument: string }) => {
      if (instrument !== btc) throw new AppError('INSTRUMENT_UNKNOWN');
      return Promise.resolve(reply);
    };
  const openMs = Date.now() - (Date.now() % 60_000);
  const detector = {
    name: 'iceberg',
    kind: 'detector',
    summary: 'Finds.',
    settings: {},
    fired: 1,
    lastMs: 1,
  };
  return {
    analyst,
    market: {
      on: () => () => {},
      health: async () => ({ status: 'Healthy' }),
      instruments: async () => [instrumentOf(btc)],
      candles: known([]),
    },
    client: {
      ...analyst.client,
      health: async () => ({ status: 'Healthy' }),
      footprint: ({ instrument, beforeMs }: { instrument: string; beforeMs: number | null }) =>
        known(beforeMs === null ? [barOf(openMs, { isClosed: false })] : [])({ instrument }),
      indicators: (wish: { instrument: string; names: string[]; interval: string }) => {
        assert.deepEqual([wish.names, wish.interval], [['ema:length=20', 'rsi'], '4h']);
        return known({ instrument: btc, interval: '4h', openMs: [], series: [] })(wish);
      },
      profile: known({
        fromMs: null,
        binSize: '1.0',
        poc: null,
        valueAreaHigh: null,
        valueAreaLow: null,
        rows: [],
      }),
      book: known(pictureOf(btc).book),
      tape: known([printOf(1)]),
      detectors: async () => [detector],
    },
  };
}

async function connect({ port }: TestGateway) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`);
  const frames: ServerFrame[] = [];
  let onFrame = () => {};
  socket.on('message', (data) => {
    frames.push(serverFrame.parse(JSON.parse(data.toString())));
    onFrame();
  });
  await new Promise((resolve) => socket.once('open', resolve));
  return {
    close: () => socket.terminate(),
    follow: (topic: string, filter?: object) =>
      socket.send(JSON.stringify({ type: 'subscribe', id: 1, topic, ...(filter ? { filter } : {}) })),
    async next<T extends ServerFrame['type']>(type: T, topic?: string) {
      for (;;) {
        const at = frames.findIndex(
          (frame) =>
            frame.type === type && (topic === undefined || ('topic' in frame && frame.topic === topic)),
        );
        if (at >= 0) return frames.splice(at, 1)[0] as Extract<ServerFrame, { type: T }>;
        await new Promise<void>((resolve) => {
          onFrame = resolve;
        });
      }
    },
  };
}

test('each route of an instrument answers, and one that is not followed is not there', async (t) => {
  const { client, market } = openMarket();
  const gateway = await openGateway(t, { market, analyst: client });
  for (const path of routes) {
    const answer = await gateway.ask({ path });
    assert.equal(answer.status, 200, `${path}: ${answer.text}`);
    assert.ok(answer.text.length > 10, path);
  }
  for (const path of routes.filter((route) => route.startsWith(ofBtc))) {
    const { status, code } = await gateway.ask({ path: path.replace('BTC', 'NOTHING') });
    assert.deepEqual([status, code], [404, 'INSTRUMENT_UNKNOWN'], path);
  }
});

test('while market and analyst are away the gateway starts, says so, and answers what storage knows', async (t) => {
  const gateway = await openGateway(t);
  await gateway.storage.recordFlow({
    bars: [{ instrument: btc, bar: { ...barOf(60_000), isClosed: true } }],
  });
  for (const path of routes.filter((route) => !route.endsWith('/footprint'))) {
    const { status, code } = await gateway.ask({ path });
    assert.deepEqual([status, code], [503, 'PEER_UNAVAILABLE'], path);
  }
  const bars = await gateway.ask({ path: `${ofBtc}/footprint` });
  assert.deepEqual(
    bars.json<{ openMs: number }[]>().map(({ openMs }) => openMs),
    [60_000],
  );
  const live = await connect(gateway);
  live.follow('book', { instrument: btc });
  live.follow('stats');
  live.follow('signals');
  assert.deepEqual((await live.next('snapshot', 'signals')).data, []);
  live.close();
});

test('signals and anomalies are listed by filter and page, told how often they were right, and given as CSV', async (t) => {
  const gateway = await openGateway(t);
  const signals = Array.from({ length: 1200 }, (_, at) =>
    signalOf({ id: `s${at}`, eventMs: 1000 + Math.floor(at / 3), side: at % 2 === 0 ? 'buy' : 'sell' }),
  );
  for (let from = 0; from < signals.length; from += 400)
    await gateway.storage.recordFlow({ signals: signals.slice(from, from + 400) });
  await gateway.storage.recordFlow({
    outcomes: [outcomeOf({ signalId: 's0', end: 'target' })],
    anomalies: [anomalyOf(), anomalyOf({ id: 'a2', severity: 'critical', eventMs: 2000 })],
  });
  const ask = async <T>(path: string) => (await gateway.ask({ path: `/api/market/${path}` })).json<T[]>();
  const first = await ask<{ id: string; eventMs: number }>('signals?limit=1000');
  assert.equal(first.length, 1000);
  assert.equal(first[0]?.eventMs, 1399);
  assert.equal((await ask('signals?side=sell&limit=1000')).length, 600);
  const oldest = await ask<{ outcome: { end: string } }>('signals?beforeMs=1001');
  assert.deepEqual(oldest.map(({ outcome }) => outcome.end).sort(), ['open', 'open', 'target']);
  assert.deepEqual(
    (await ask<{ id: string }>('anomalies?severity=critical')).map(({ id }) => id),
    ['a2'],
  );
  const statistics = await gateway.ask({ path: '/api/market/signals/statistics?horizonMin=1' });
  assert.equal(statistics.json<{ byType: { count: number }[] }>().byType[0]?.count, 1);
  assert.equal((await gateway.ask({ path: '/api/market/signals/statistics?horizonMin=7' })).status, 400);
  const csv = await gateway.ask({ path: '/api/market/signals.csv?side=buy' });
  assert.match(String(csv.headers['content-type']), /^text\/csv/);
  assert.equal(csv.text.split('\r\n').length, 602);
  const all = await gateway.ask({ path: '/api/market/signals.csv' });
  assert.equal(new Set(all.text.split('\r\n')).size, 1202);
});

test('a page about an instrument gets its picture, then what changes; signals and figures come beside', async (t) => {
  const { analyst, client, market } = openMarket();
  const gateway = await openGateway(t, { market, analyst: client });
  const live = await connect(gateway);
  live.follow('trades', { instrument: 'usdm:NOTHING' });
  const { code, message } = await live.next('failed');
  assert.deepEqual(
    [code, message],
    ['FILTER_INVALID', `usdm:NOTHING is not followed; those that are: ${btc}`],
  );
  live.follow('trades', { instrument: btc });
  const snapshot = await live.next('snapshot', 'trades');
  assert.deepEqual(snapshot.data, { instrument: btc, trades: [printOf(1)] });
  analyst.frame(frameOf(btc, 1, { trades: [printOf(2)] }));
  const delta = await live.next('delta', 'trades');
  assert.deepEqual(delta.data, { instrument: btc, trades: [printOf(2)] });
  live.follow('signals', { instrument: btc });
  await live.next('snapshot', 'signals');
  analyst.tell('signal', signalOf());
  assert.deepEqual((await live.next('delta', 'signals')).data, { ...signalOf(), outcome: null });
  live.follow('stats');
  analyst.tell('stats', [statsOf()]);
  assert.deepEqual((await live.next('snapshot', 'stats')).data, [statsOf()]);
  live.close();
});

test('a critical anomaly is in the inbox', async (t) => {
  const { analyst, client, market } = openMarket();
  const gateway = await openGateway(t, { market, analyst: client });
  const live = await connect(gateway);
  live.follow('alerts');
  await live.next('snapshot', 'alerts');
  analyst.tell('anomaly', anomalyOf({ severity: 'critical' }));
  const { data } = await live.next('delta', 'alerts');
  assert.equal((data as { kind: string }).kind, 'market-anomaly');
  live.close();
});
