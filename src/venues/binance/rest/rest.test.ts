import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spotInfo } from '../testing/exchange-info-bodies.ts';
import { openRest, passing } from '../testing/rest-on-clock.ts';

const BOOK = { lastUpdateId: 7, E: 1, T: 2, bids: [['1.0', '2.0']], asks: [] };
const ok = { body: BOOK };
const time = { body: { serverTime: 1_700_000_000_000 } };

test('a snapshot is handed on as it came, with a limit the venue allows', async () => {
  const { rest, sent } = openRest('usdm', () => ok);
  assert.equal((await rest.depth('BTCUSDT', 700)).toString(), JSON.stringify(BOOK));
  await rest.depth('BTCUSDT', 5000);
  assert.deepEqual(sent(), [
    '/fapi/v1/depth?symbol=BTCUSDT&limit=1000',
    '/fapi/v1/depth?symbol=BTCUSDT&limit=1000',
  ]);
});

test('one unknown symbol does not keep the others from being listed', async () => {
  const { rest, sent } = openRest('spot', (url) =>
    url.searchParams.has('symbols')
      ? { status: 400, body: { code: -1121, msg: 'Invalid symbol.' } }
      : { body: spotInfo },
  );
  const { listings } = await rest.exchangeInfo(['BTCUSDT', 'WHAT']);
  assert.equal(listings.length, 2);
  assert.equal(sent().length, 2);
});

test('requests wait for the weight of the minute, heavy ones longer than light ones', async () => {
  const { clock, rest, sent } = openRest('usdm', () => ok);
  const all = Array.from({ length: 120 }, () => rest.depth('BTCUSDT', 1000));
  await clock.advance(30_000);
  // 90 % of 2400, and each weighs 20.
  assert.equal(sent().length, 108);
  await clock.advance(31_000);
  assert.equal(sent().length, 120);
  await Promise.all(all);
});

test('weight that others at our address used counts as well', async () => {
  const { clock, rest, sent, doors } = openRest('usdm', () => ({
    body: BOOK,
    headers: { 'x-mbx-used-weight-1m': '2150' },
  }));
  await rest.depth('BTCUSDT', 1000);
  const second = rest.depth('BTCUSDT', 1000);
  await clock.advance(50_000);
  assert.equal(sent().length, 1);
  assert.equal(doors.figure('zapflow_venue_weight_used'), 2150);
  await passing(clock, second);
});

test('a stricter limit in the list of the exchange is kept from then on', async () => {
  const { clock, rest, sent } = openRest('spot', (url) =>
    url.pathname.endsWith('exchangeInfo') ? { body: spotInfo } : ok,
  );
  await rest.exchangeInfo([]);
  const all = Array.from({ length: 30 }, () => rest.depth('BTCUSDT', 1000));
  await clock.advance(1000);
  // 90 % of 1200, less the 20 of the list, and each weighs 50.
  assert.equal(sent().length - 1, 21);
  await passing(clock, Promise.all(all), 120_000);
});

test('after a 429 nothing is asked of the market before the time it names', async () => {
  const { clock, rest, sent } = openRest('spot', (_, count) =>
    count === 1 ? { status: 429, headers: { 'retry-after': '20' }, body: { code: -1003 } } : ok,
  );
  const first = rest.depth('BTCUSDT', 100);
  first.catch(() => {});
  await clock.advance(0);
  const others = [rest.depth('ETHUSDT', 100), rest.time().catch(() => 0)];
  await clock.advance(19_999);
  assert.equal(sent().length, 1);
  await clock.advance(1000);
  assert.equal(sent().length, 3);
  await assert.rejects(first, { code: 'HTTP_RATE_LIMITED' });
  await Promise.all(others);
});

test('a ban is kept to its end, and what is asked meanwhile is refused at once', async () => {
  const untilMs = 1_700_000_000_000 + 7_200_000;
  const { clock, rest, sent } = openRest('usdm', (_, count) =>
    count === 1
      ? { status: 418, body: { code: -1003, msg: `IP banned until ${untilMs}. Please use streams.` } }
      : time,
  );
  await assert.rejects(rest.time(), { code: 'HTTP_RATE_LIMITED' });
  await clock.advance(7_000_000);
  await assert.rejects(passing(clock, rest.time(), 0), { code: 'HTTP_RATE_LIMITED' });
  await clock.advance(199_000);
  const last = rest.time();
  await clock.advance(999);
  assert.equal(sent().length, 1);
  await passing(clock, last, 1);
});

test('an address that the firewall turned away pauses', async () => {
  const { clock, rest, sent } = openRest('spot', (_, count) => (count === 1 ? { status: 403 } : time));
  await assert.rejects(rest.time(), { code: 'HTTP_REFUSED' });
  const second = rest.time();
  await clock.advance(59_000);
  assert.equal(sent().length, 1);
  await passing(clock, second, 2000);
});

test('a server that fails, breaks off or keeps silent is asked again', async () => {
  for (const bad of [{ status: 503 }, 'broken', 'silent', 'unreachable'] as const) {
    const { clock, rest, sent } = openRest('spot', (_, count) => (count === 1 ? bad : time));
    assert.equal(await passing(clock, rest.time()), 1_700_000_000_000);
    assert.equal(sent().length, 2, String(bad));
  }
});

test('what is no JSON is asked for again, what is not of the right shape is refused', async () => {
  const page = openRest('spot', () => ({ chunks: ['<html>'] }));
  await assert.rejects(passing(page.clock, page.rest.depth('BTCUSDT', 100)), { code: 'HTTP_NOT_JSON' });
  assert.equal(page.sent().length, 3);
  for (const body of [{}, [], { lastUpdateId: '7', bids: [], asks: [] }, { lastUpdateId: 7, bids: {} }]) {
    const { clock, rest, sent } = openRest('spot', () => ({ body }));
    await assert.rejects(passing(clock, rest.depth('BTCUSDT', 100)), { code: 'HTTP_RESPONSE_INVALID' });
    assert.equal(sent().length, 1);
  }
});

test('single past trades of futures are refused without asking: they need a key', async () => {
  const { rest, sent } = openRest('usdm', () => ({ body: [] }));
  await assert.rejects(rest.historicalTrades({ symbol: 'BTCUSDT', fromId: 1, limit: 10 }), {
    code: 'HTTP_REFUSED',
  });
  assert.equal(sent().length, 0);
});

test('trades and candles are read in our words', async () => {
  const bodies: Record<string, unknown> = {
    aggTrades: [{ a: 1, p: '2.5', q: '3', f: 10, l: 12, T: 99, m: true, M: true }],
    historicalTrades: [{ id: 4, price: '1', qty: '2', quoteQty: '2', time: 5, isBuyerMaker: false }],
    klines: [[1, '1', '4', '0.5', '2', '9', 59_999, '18', 3, '4', '8', '0']],
  };
  const { rest } = openRest('spot', (url) => ({ body: bodies[url.pathname.split('/').at(-1)!] }));
  assert.deepEqual(await rest.aggTrades({ symbol: 'BTCUSDT', fromMs: 1, toMs: 2, limit: 5 }), [
    { id: 1, firstId: 10, lastId: 12, timeMs: 99, price: '2.5', size: '3', isBuyerMaker: true },
  ]);
  assert.deepEqual(await rest.historicalTrades({ symbol: 'BTCUSDT', fromId: 4, limit: 5 }), [
    { id: 4, firstId: 4, lastId: 4, timeMs: 5, price: '1', size: '2', isBuyerMaker: false },
  ]);
  const range = { symbol: 'BTCUSDT', interval: '1m', fromMs: 0, toMs: 60_000, limit: 10 };
  assert.deepEqual(await rest.klines(range), [
    {
      ...{ openMs: 1, closeMs: 59_999, open: '1', high: '4', low: '0.5', close: '2' },
      ...{ volume: '9', quoteVolume: '18', trades: 3, takerBuyVolume: '4' },
    },
  ]);
});
