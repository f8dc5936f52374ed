import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openExchangeOnClock, type TestExchange } from '../testing/exchange-on-clock.ts';

let on: TestExchange;
before(async () => {
  on = await openExchangeOnClock();
});
after(() => on.close());

type Kline = readonly [number, string, string, string, string, string, number, ...unknown[]];

test('every market tells its time, its symbols with their filters, and what it costs to ask', async () => {
  for (const [base, count, weight] of [
    ['/api/v3', 3, '20'],
    ['/fapi/v1', 5, '1'],
    ['/dapi/v1', 1, '1'],
  ] as const) {
    const time = await on.get<{ serverTime: number }>(`${base}/time`);
    assert.equal(time.body.serverTime, on.clock.now());
    const before = Number(time.headers.get('x-mbx-used-weight-1m'));
    const { body, headers } = await on.get<{ symbols: { filters: { filterType: string }[] }[] }>(
      `${base}/exchangeInfo`,
    );
    assert.equal(body.symbols.length, count);
    for (const { filters } of body.symbols)
      for (const type of ['PRICE_FILTER', 'LOT_SIZE'])
        assert.ok(filters.some(({ filterType }) => filterType === type));
    assert.equal(Number(headers.get('x-mbx-used-weight-1m')) - before, Number(weight));
  }
  const { body } = await on.get<{ symbols: { symbol: string }[] }>(
    `/api/v3/exchangeInfo?symbols=${encodeURIComponent('["ETHUSDT","BTCUSDT"]')}`,
  );
  assert.deepEqual(
    body.symbols.map(({ symbol }) => symbol),
    ['ETHUSDT', 'BTCUSDT'],
  );
});

test('depth is sorted, uncrossed, as long as it is asked for, and printed in the decimals of its market', async () => {
  for (const [path, price, size] of [
    ['/api/v3/depth?symbol=BTCUSDT&limit=50', /^\d+\.\d{8}$/, /^\d+\.\d{8}$/],
    ['/fapi/v1/depth?symbol=BTCUSDT&limit=50', /^\d+\.\d{2}$/, /^\d+\.\d{3}$/],
    ['/dapi/v1/depth?symbol=BTCUSD_PERP&limit=50', /^\d+\.\d$/, /^\d+$/],
  ] as const) {
    const { body } = await on.get<Record<'bids' | 'asks', [string, string][]>>(path);
    const numbers = (side: 'bids' | 'asks') => body[side].map(([text]) => Number(text));
    assert.deepEqual([body.bids.length, body.asks.length], [50, 50]);
    assert.deepEqual(
      numbers('bids'),
      numbers('bids').toSorted((a, b) => b - a),
    );
    assert.deepEqual(
      numbers('asks'),
      numbers('asks').toSorted((a, b) => a - b),
    );
    assert.ok((numbers('bids')[0] ?? 0) < (numbers('asks')[0] ?? 0));
    for (const [text, amount] of [...body.bids, ...body.asks]) {
      assert.match(text, price);
      assert.match(amount, size);
    }
  }
});

test('a request that does not fit is refused with the code of the exchange', async () => {
  const refused: [path: string, status: number, code: number][] = [
    ['/api/v3/depth?symbol=NOPE', 400, -1121],
    ['/api/v3/depth', 400, -1102],
    ['/api/v3/depth?symbol=', 400, -1105],
    ['/api/v3/depth?symbol=BTCUSDT&limit=x', 400, -1100],
    ['/api/v3/depth?symbol=BTCUSDT&other=1', 400, -1104],
    ['/api/v3/ping?a=1', 400, -1101],
    ['/api/v3/klines?symbol=BTCUSDT&interval=7m', 400, -1120],
    ['/api/v3/aggTrades?symbol=BTCUSDT&fromId=1&startTime=1', 400, -1128],
    ['/fapi/v1/klines?symbol=BTCUSDT&interval=1s', 400, -1120],
    ['/fapi/v1/depth?symbol=BTCUSDT&limit=7', 400, -4021],
    ['/fapi/v1/trades?symbol=BTCUSDT&limit=1001', 400, -1130],
    ['/fapi/v1/nothing', 404, -5000],
    ['/fapi/v1/avgPrice?symbol=BTCUSDT', 404, -5000],
  ];
  for (const [path, status, code] of refused) {
    const reply = await on.get(path);
    assert.deepEqual([reply.status, reply.body['code']], [status, code], path);
    assert.equal(typeof reply.body['msg'], 'string');
  }
});

test('what is no address at all is refused and does no harm', async () => {
  assert.equal((await fetch(`http://127.0.0.1:${on.port}//`)).status, 400);
  assert.equal((await on.get('/')).status, 404);
  assert.equal((await fetch(`http://127.0.0.1:${on.port}/api/v3/order`, { method: 'POST' })).status, 404);
  assert.equal((await fetch(`http://127.0.0.1:${on.port}/api/v3/ping`, { method: 'POST' })).status, 405);
  await assert.rejects(on.connect('/spot'), /404/);
  (await on.connect('/spot/ws/%E0%A4%A')).socket.terminate();
  assert.equal((await on.get('/api/v3/ping')).status, 200);
});

test('depth costs what its limit costs', async () => {
  const used = async (path: string) => Number((await on.get(path)).headers.get('x-mbx-used-weight-1m'));
  for (const [base, limits] of [
    ['/api/v3', { 5: 5, 100: 5, 500: 25, 1000: 50, 5000: 250 }],
    ['/fapi/v1', { 5: 2, 100: 5, 500: 10, 1000: 20 }],
  ] as const) {
    let last = await used(`${base}/ping`);
    for (const [limit, weight] of Object.entries(limits)) {
      const now = await used(`${base}/depth?symbol=BTCUSDT&limit=${limit}`);
      assert.equal(now - last, weight);
      last = now;
    }
  }
});

test('klines of every interval follow each other, hold their prices, and end with the running one', async () => {
  for (const interval of [
    '1m',
    '3m',
    '5m',
    '15m',
    '30m',
    '1h',
    '2h',
    '4h',
    '6h',
    '8h',
    '12h',
    '1d',
    '3d',
    '1w',
    '1M',
  ]) {
    const { body } = await on.get<Kline[]>(`/api/v3/klines?symbol=ETHUSDT&interval=${interval}&limit=20`);
    assert.equal(body.length, 20, interval);
    body.forEach(([openMs, open, high, low, close, , closeMs], i) => {
      assert.equal(body[i + 1]?.[0] ?? closeMs + 1, closeMs + 1, interval);
      assert.ok(openMs < closeMs);
      for (const price of [open, close])
        assert.ok(Number(low) <= Number(price) && Number(price) <= Number(high));
    });
    assert.ok((body.at(-1)?.[6] ?? 0) >= on.clock.now(), interval);
  }
  const whole = await on.get<Kline[]>('/api/v3/klines?symbol=ETHUSDT&interval=1m&limit=10');
  const [from, to] = [whole.body[3]?.[0], whole.body[6]?.[0]];
  const part = await on.get<Kline[]>(
    `/api/v3/klines?symbol=ETHUSDT&interval=1m&startTime=${from}&endTime=${to}`,
  );
  assert.deepEqual(part.body, whole.body.slice(3, 7));
});

test('trades are consecutive, found by their ids and times, and add up to the klines', async () => {
  await on.clock.advance(1000);
  type Trade = { id: number; price: string; qty: string; time: number };
  type AggTrade = { a: number; f: number; l: number; q: string; T: number };
  const { body: trades } = await on.get<Trade[]>('/api/v3/trades?symbol=BTCUSDT&limit=100');
  const firstId = trades[0]?.id ?? 0;
  assert.deepEqual(
    trades.map(({ id }) => id),
    trades.map((_, i) => firstId + i),
  );
  const { body: sums } = await on.get<AggTrade[]>('/api/v3/aggTrades?symbol=BTCUSDT&limit=20');
  const some = await on.get<AggTrade[]>(`/api/v3/aggTrades?symbol=BTCUSDT&fromId=${sums[5]?.a}&limit=3`);
  assert.deepEqual(some.body, sums.slice(5, 8));
  const late = await on.get<AggTrade[]>(
    `/api/v3/aggTrades?symbol=BTCUSDT&startTime=${sums[5]?.T}&endTime=${sums[9]?.T}`,
  );
  assert.ok(late.body.every(({ T }) => T >= (sums[5]?.T ?? 0) && T <= (sums[9]?.T ?? 0)));
  const { body: seconds } = await on.get<Kline[]>('/api/v3/klines?symbol=BTCUSDT&interval=1s&limit=2');
  const [openMs, , , , , volume] = seconds[0] ?? [0, '', '', '', '', ''];
  const inside = trades.filter(({ time }) => Math.floor(time / 1000) * 1000 === openMs);
  const sum = inside.reduce((total, { qty }) => total + Math.round(Number(qty) * 1e5), 0);
  assert.equal(Math.round(Number(volume) * 1e5), sum);
});

test('tickers, mark price, funding and open interest are told of one symbol or of all', async () => {
  const { body: day } = await on.get('/api/v3/ticker/24hr?symbol=BTCUSDT');
  assert.ok(Number(day['highPrice']) >= Number(day['weightedAvgPrice']));
  assert.ok(Number(day['weightedAvgPrice']) >= Number(day['lowPrice']));
  for (const path of ['24hr', 'price', 'bookTicker']) {
    assert.equal((await on.get<unknown[]>(`/fapi/v1/ticker/${path}`)).body.length, 5);
    assert.equal((await on.get<unknown[]>(`/dapi/v1/ticker/${path}?symbol=BTCUSD_PERP`)).body.length, 1);
  }
  const { body: mark } = await on.get('/fapi/v1/premiumIndex?symbol=BTCUSDT');
  assert.ok(Math.abs(Number(mark['markPrice']) / Number(mark['indexPrice']) - 1) < 0.01);
  assert.ok(Number(mark['nextFundingTime']) > on.clock.now());
  assert.equal((await on.get<unknown[]>('/fapi/v1/fundingRate?symbol=BTCUSDT&limit=7')).body.length, 7);
  assert.ok(Number((await on.get('/fapi/v1/openInterest?symbol=BTCUSDT')).body['openInterest']) > 0);
  assert.equal((await on.get('/api/v3/avgPrice?symbol=BTCUSDT')).body['mins'], 5);
});

test('who asks too much is told to wait, who goes on is banned, and both end with time', async () => {
  const small = await openExchangeOnClock({ weightLimits: { spot: 10, usdm: 10, coinm: 10 } });
  try {
    const depth = () => small.get('/api/v3/depth?symbol=BTCUSDT');
    assert.equal((await depth()).status, 200);
    assert.equal((await depth()).status, 200);
    const many = await depth();
    assert.deepEqual([many.status, many.body['code']], [429, -1003]);
    assert.ok(Number(many.headers.get('retry-after')) <= 60);
    for (let i = 0; i < 10; i++) await depth();
    const ban = await depth();
    assert.equal(ban.status, 418);
    assert.match(String(ban.body['msg']), /IP banned until \d{13}/);
    assert.equal((await small.get('/fapi/v1/ping')).status, 200);
  } finally {
    await small.close();
  }
});
