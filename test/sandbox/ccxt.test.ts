// Foreign clients on the sandbox exchange: ccxt and ccxt.pro as they are, with other addresses.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Exchange as Client, pro } from 'ccxt';
import { systemClock } from '../../src/core/clock.ts';
import { createSeededRandom } from '../../src/core/random.ts';
import { createExchange, type Exchange } from '../../src/sandbox/exchange/exchange.ts';
import { openSimulatedSource } from '../../src/sandbox/exchange/live/simulated-source.ts';
import { createSandboxClock } from '../../src/sandbox/sandbox-clock.ts';

const timeout = 60_000;
let exchange: Exchange;
let host: string;

before(async () => {
  const source = openSimulatedSource({
    random: createSeededRandom(3),
    clock: createSandboxClock(systemClock, 1),
  });
  exchange = createExchange({ source, clock: systemClock, random: createSeededRandom(4) });
  host = `127.0.0.1:${await exchange.listen(0)}`;
});
after(() => exchange.close());

const clients = {
  binance: { create: () => new pro.binance(), symbol: 'BTC/USDT', markets: 9 },
  binanceusdm: { create: () => new pro.binanceusdm(), symbol: 'BTC/USDT:USDT', markets: 5 },
  binancecoinm: { create: () => new pro.binancecoinm(), symbol: 'BTC/USD:BTC', markets: 1 },
} as const;

async function openClient(create: () => Client): Promise<Client> {
  const client = create();
  const { api } = client.urls as unknown as { api: Record<string, unknown> & { ws: Record<string, string> } };
  Object.assign(api, {
    public: `http://${host}/api/v3`,
    v1: `http://${host}/api/v1`,
    fapiPublic: `http://${host}/fapi/v1`,
    fapiPublicV2: `http://${host}/fapi/v2`,
    dapiPublic: `http://${host}/dapi/v1`,
  });
  // it tells spot by the word stream in the address
  Object.assign(api.ws, {
    spot: `ws://${host}/stream/spot/ws`,
    future: `ws://${host}/usdm/ws`,
    delivery: `ws://${host}/coinm/ws`,
  });
  // its own way to sockets without TLS
  await client.loadHttpProxyAgent();
  return client;
}

for (const [name, { create, symbol, markets }] of Object.entries(clients)) {
  test(`${name} reads markets, book, trades, candles and tickers`, { timeout }, async () => {
    const client = await openClient(create);
    assert.equal(Object.keys(await client.loadMarkets()).length, markets);
    const book = await client.fetchOrderBook(symbol, 100);
    assert.deepEqual([book.bids.length, book.asks.length], [100, 100]);
    assert.ok(Number(book.bids[0]?.[0]) < Number(book.asks[0]?.[0]));
    assert.equal((await client.fetchTrades(symbol, undefined, 50)).length, 50);
    const candles = await client.fetchOHLCV(symbol, '5m', undefined, 100);
    assert.equal(candles.length, 100);
    for (const [, open, high, low, close] of candles)
      for (const price of [open, close])
        assert.ok(Number(low) <= Number(price) && Number(price) <= Number(high));
    const ticker = await client.fetchTicker(symbol);
    assert.ok(Number(ticker.last) > 0 && Number(ticker.vwap) > 0);
    await client.close();
  });

  test(`${name} watches book, trades, ticker, best prices and candles`, { timeout }, async () => {
    const client = await openClient(create);
    let last = 0;
    for (let i = 0; i < 10; i++) {
      const book = await client.watchOrderBook(symbol);
      assert.ok(Number(book.bids[0]?.[0]) < Number(book.asks[0]?.[0]), 'the book is crossed');
      assert.ok(Number(book.nonce) >= last);
      last = Number(book.nonce);
    }
    assert.ok((await client.watchTrades(symbol)).length > 0);
    assert.ok(Number((await client.watchTicker(symbol)).last) > 0);
    const best = (await client.watchBidsAsks([symbol]))[symbol];
    assert.ok(Number(best?.bid) < Number(best?.ask));
    assert.equal((await client.watchOHLCV(symbol, '1m'))[0]?.length, 6);
    await client.close();
  });
}
