// The venue Binance over real sockets against the exchange of the sandbox.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { holdProcess, systemClock } from '../../src/core/clock.ts';
import { nodeFetch } from '../../src/core/outside/node-fetch.ts';
import { nodeSocket } from '../../src/core/outside/node-socket.ts';
import { createSeededRandom } from '../../src/core/random.ts';
import type { MarketName } from '../../src/domain/market/instrument.ts';
import { createExchange, type Exchange } from '../../src/sandbox/exchange/exchange.ts';
import { openSimulatedSource } from '../../src/sandbox/exchange/live/simulated-source.ts';
import { createSandboxClock } from '../../src/sandbox/sandbox-clock.ts';
import { binance } from '../../src/venues/binance/binance.ts';
import { openDoors } from '../../src/venues/binance/testing/doors-on-clock.ts';
import type { StreamState } from '../../src/venues/venue.ts';

const HOUR_MS = 3_600_000;
let exchange: Exchange;
let port = 0;
let release = (): void => {};

before(async () => {
  release = holdProcess();
  const random = createSeededRandom(1);
  const source = openSimulatedSource({ random, clock: createSandboxClock(systemClock, 1) });
  exchange = createExchange({ source, clock: systemClock, random });
  port = await exchange.listen(0);
});
after(async () => {
  await exchange.close();
  release();
});

function openMarket(market: MarketName, route = '') {
  const heard = new Set<string>();
  const states: StreamState[] = [];
  let wake = (): void => {};
  const source = binance.open(
    openDoors(systemClock, { http: nodeFetch, socket: nodeSocket }),
    {
      market,
      endpoints() {
        const { rest, stream } = binance.endpoints(market, port);
        return { rest, stream: stream + route };
      },
      onMessage(bytes) {
        heard.add(/^\{"stream":"([^"]+)"/.exec(bytes.toString())?.[1] ?? '');
        wake();
      },
      onState(state) {
        states.push(state);
        wake();
      },
    },
    binance.settings.parse({ reconnectMs: 100 }),
  );
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds())
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };
  return { source, heard, states, until };
}

const symbols = { spot: 'BTCUSDT', usdm: 'BTCUSDT', coinm: 'BTCUSD_PERP' } as const;
/** Streams on which something comes every second. */
const lively = (market: MarketName) =>
  binance
    .streamNames(market, symbols[market], {
      depthSpeed: '100ms',
      trades: market === 'spot' ? 'trade' : 'aggTrade',
    })
    .filter((name) => !name.endsWith('@forceOrder'));

for (const market of binance.markets) {
  test(`${market}: instruments, snapshot, clock and every stream`, async () => {
    const { source, heard, states, until } = openMarket(market);
    const symbol = symbols[market];
    const { listings, skipped } = await source.listings([symbol]);
    assert.equal(skipped, 0);
    assert.ok(
      listings.some(({ instrument, status }) => instrument.symbol === symbol && status === 'TRADING'),
    );
    const { lastUpdateId, bids } = JSON.parse((await source.depth(symbol, 100)).toString());
    assert.ok(lastUpdateId > 0 && bids.length > 0);
    const names = lively(market);
    source.setStreams(new Map([[symbol, names]]));
    await until(() => names.every((name) => heard.has(name)));
    assert.deepEqual(states, [
      { type: 'connected', connection: 1, route: '', streams: names.length, symbols: [symbol] },
    ]);
    await source.close();
    assert.equal(source.open, 0);
  });

  test(`${market}: an hour of candles and the trades before now`, async () => {
    const { source } = openMarket(market);
    const symbol = symbols[market];
    const toMs = Math.floor(systemClock.now() / HOUR_MS) * HOUR_MS;
    const opens: number[] = [];
    const range = { symbol, interval: '1m', fromMs: toMs - 40 * HOUR_MS, toMs };
    for await (const { rows } of source.backfillKlines(range))
      opens.push(...rows.map(({ openMs }) => openMs));
    assert.deepEqual(
      opens,
      Array.from({ length: 40 * 60 }, (_, i) => range.fromMs + i * 60_000),
    );
    await source.close();
  });
}

test('USD-M by its two routes is two connections that carry everything between them', async () => {
  const { source, heard, states, until } = openMarket('usdm', '/{route}');
  const names = lively('usdm');
  source.setStreams(new Map([['BTCUSDT', names]]));
  await until(() => names.every((name) => heard.has(name)));
  assert.equal(source.open, 2);
  assert.deepEqual(states.map(({ type }) => type).sort(), ['connected', 'connected']);
  await source.close();
});

test('symbols come and go while it runs', async () => {
  const { source, heard, until } = openMarket('usdm');
  source.setStreams(new Map([['BTCUSDT', ['btcusdt@depth@100ms']]]));
  await until(() => heard.has('btcusdt@depth@100ms'));
  source.setStreams(new Map([['ETHUSDT', ['ethusdt@depth@100ms', 'ethusdt@bookTicker']]]));
  await until(() => heard.has('ethusdt@bookTicker') && heard.has('ethusdt@depth@100ms'));
  await source.close();
});
