// Messages as bytes to records: what a symbol's feed refuses, what it leaves out, and what it tells.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FeedRecord, gapReasons } from '../../../domain/market/feed-record.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { MarketFeed } from './market-feed.ts';

const instrument: Instrument = {
  ...{
    id: 'usdm:BTCUSDT',
    origin: 'live',
    venue: 'binance',
    market: 'usdm',
    symbol: 'BTCUSDT',
    base: 'BTC',
    quote: 'USDT',
  },
  ...{ priceDecimals: 2, tickUnits: 10, sizeDecimals: 3, lotUnits: 1, contractSize: null },
};
type Levels = readonly (readonly [string, string])[];

function open() {
  const records: FeedRecord[] = [];
  const asked: string[] = [];
  const missed: string[] = [];
  const others: string[] = [];
  const refused: string[] = [];
  const feed = new MarketFeed({
    sink: (record) => void records.push({ ...record }),
    onNeedSnapshot: ({ instrument: { symbol } }, reason) => asked.push(`${symbol} ${reason}`),
    onMissedTrades: (_, fromId, count) => missed.push(`${fromId}+${count}`),
    onRefused: (_, why) => refused.push(why),
    onOther: (kind) => others.push(kind),
  });
  const symbol = feed.add(3, instrument);
  const say = (data: object) => {
    const bytes = Buffer.from(JSON.stringify({ stream: 'x', data }));
    feed.accept(bytes, 0, bytes.length, 1);
  };
  const depth = (U: number, u: number, pu: number, b: Levels, a: Levels = []) =>
    say({ e: 'depthUpdate', E: 2, T: 1, s: 'BTCUSDT', U, u, pu, b, a });
  const trade = (t: number, p = '100.10', q = '0.002', X = 'MARKET') =>
    say({ e: 'trade', E: 2, T: 1, s: 'BTCUSDT', t, p, q, X, m: true });
  const snapshot = (lastUpdateId: number, bids: Levels, asks: Levels) => {
    const bytes = Buffer.from(JSON.stringify({ lastUpdateId, bids, asks }));
    return feed.acceptSnapshot('BTCUSDT', bytes, 0, bytes.length, 1);
  };
  const told = () =>
    records.map(({ kind, price, size, id }) =>
      kind === 'gap' ? gapReasons[size] : `${kind} ${price} ${size} ${id}`,
    );
  return { feed, symbol, records, asked, missed, others, refused, say, depth, trade, snapshot, told };
}

/** Follows from update 10 on, with a bid at 100.0 and an ask at 100.2. */
function openLive() {
  const opened = open();
  opened.depth(9, 10, 8, [['100.00', '1.000']]);
  assert.ok(opened.snapshot(9, [['100.00', '2.000']], [['100.20', '3.000']]));
  assert.ok(opened.symbol.bookFeed.isLive);
  opened.records.length = 0;
  return opened;
}

test('prices are ticks and sizes lots, told for the index of the instrument', () => {
  const { depth, told, records } = openLive();
  depth(11, 12, 10, [['99.90', '0.005']], [['100.20', '0.000']]);
  assert.deepEqual(told(), ['bid 999 5 0', 'ask 1002 0 0', 'emptied']);
  assert.ok(records.every((record) => record.instrument === 3));
});

for (const [what, level] of [
  ['between two ticks', ['99.95', '1.000']],
  ['between two lots', ['99.90', '1.0005']],
] as const)
  test(`a level ${what} is refused with its message, and left out when it comes at that price again`, () => {
    const { depth, snapshot, told, symbol, asked } = openLive();
    depth(11, 12, 10, [['99.80', '9.000'], level]);
    assert.deepEqual([told(), symbol.refused, asked.at(-1)], [['malformed'], 1, 'BTCUSDT malformed']);
    depth(13, 14, 12, [['100.00', '1.000']]);
    snapshot(14, [['100.00', '2.000']], [['100.20', '3.000']]);
    depth(15, 16, 14, [level, ['99.80', '9.000']]);
    assert.deepEqual([symbol.bookFeed.isLive, symbol.refused], [true, 1]);
    assert.equal(symbol.bookFeed.book.bids.size, 2);
  });

test('orders older than the present steps in a snapshot are left out of the book', () => {
  const { depth, snapshot, symbol } = open();
  depth(9, 10, 8, [['100.00', '1.000']]);
  snapshot(
    9,
    [
      ['100.00', '2.000'],
      ['50.00', '1.00005'],
      ['40.03', '1.000'],
    ],
    [['100.20', '3.000']],
  );
  assert.ok(symbol.bookFeed.isLive);
  assert.equal(symbol.bookFeed.book.bids.size, 1);
});

test('an event whose numbers contradict each other is refused', () => {
  for (const [U, u, pu] of [
    [12, 11, 10],
    [11, 12, 13],
  ] as const) {
    const { depth, told } = openLive();
    depth(U, u, pu, []);
    assert.deepEqual(told(), ['malformed']);
  }
});

test('missing trades are told with their numbers, filled when they come late, and counted once', () => {
  const { trade, told, missed, symbol } = open();
  for (const id of [5, 8, 7, 8, 7, 6, 9]) trade(id);
  const sell = (id: number) => `sell 1001 2 ${id}`;
  assert.deepEqual(told(), [sell(5), 'missedTrades 0 2 6', sell(8), sell(7), sell(6), sell(9)]);
  assert.deepEqual([missed, symbol.tradeGaps], [['6+2'], 1]);
});

test('a trade number that was far too high is found out, and trades count again', () => {
  const { trade, records } = open();
  for (const id of [5, 10 ** 12, 6, 7, 8, 9]) trade(id);
  const ids = records.filter(({ kind }) => kind === 'sell').map(({ id }) => id);
  assert.deepEqual(ids, [5, 10 ** 12, 8, 9]);
});

test('a trade or ticker off the steps is refused alone', () => {
  const { trade, say, told, symbol } = open();
  trade(1, '100.15');
  say({ e: 'bookTicker', u: 1, s: 'BTCUSDT', b: '100.00', B: '1.0001', a: '100.20', A: '1', T: 1, E: 1 });
  assert.deepEqual([told(), symbol.refused], [[], 2]);
});

for (const [what, price] of [
  ['a tenth of', '10.00'],
  ['ten times', '1000.00'],
] as const)
  for (const [where, start] of [
    ['the book', openLive],
    ['the last trade', open],
  ] as const)
    test(`a trade at ${what} the price of ${where} is refused, counted, and told as missing`, () => {
      const { trade, told, missed, refused, symbol } = start();
      trade(1);
      trade(2, price);
      trade(3);
      assert.deepEqual(told(), ['sell 1001 2 1', 'missedTrades 0 1 2', 'sell 1001 2 3']);
      assert.deepEqual([missed, refused, symbol.refused], [['2+1'], ['far'], 1]);
      symbol.trade({ id: 2, price: 1000, size: 2, isBuyerMaker: true, tradeMs: 1, receivedMs: 1 });
      assert.equal(told().at(-1), 'sell 1000 2 2', 'what is asked for again and good takes its place');
    });

for (const [p, q] of [
  ['0.00', '0.002'],
  ['100.10', '0.000'],
  ['0', '0'],
] as const)
  test(`a trade of ${q} at ${p} is refused, counted, and told as missing`, () => {
    const { trade, told, refused, symbol } = openLive();
    trade(1);
    trade(2, p, q);
    trade(3);
    assert.deepEqual(told(), ['sell 1001 2 1', 'missedTrades 0 1 2', 'sell 1001 2 3']);
    assert.deepEqual([refused, symbol.refused], [['empty'], 1]);
  });

test('a number that the venue gives to what is no trade of the market is neither refused nor missing', () => {
  const { trade, told, refused } = openLive();
  trade(1);
  trade(2, '0', '0', 'NA');
  trade(3);
  assert.deepEqual([told(), refused], [['sell 1001 2 1', 'sell 1001 2 3'], []]);
});

test('a crash loses no trade: neither one that walks, nor one that jumps, nor the way back', () => {
  const band = { down: 0.95, up: 1.05 };
  const { feed, told, refused, say } = openLive();
  feed.add(3, { ...instrument, priceBand: band });
  const prices = [1000, 960, 920, 880, 840, 800, 760, 720, 680, 640, 600, 560, 520, 500];
  const jumped = [...prices, 300, 301, 302, 300, 500, 501, 502, 999, 1000, 998, 1000];
  for (const [t, ticks] of jumped.entries())
    say({ e: 'trade', E: 2, T: 1, s: 'BTCUSDT', t: t + 1, p: (ticks / 10).toFixed(2), q: '0.001', m: true });
  assert.deepEqual(
    told(),
    jumped.map((ticks, t) => `sell ${ticks} 1 ${t + 1}`),
  );
  assert.deepEqual(refused, []);
});

test('a far trade is confirmed by the book that follows it', () => {
  const { trade, depth, told } = openLive();
  trade(1, '45.00');
  assert.deepEqual(told(), []);
  depth(
    11,
    12,
    10,
    [
      ['100.00', '0.000'],
      ['45.00', '1.000'],
    ],
    [['45.10', '1.000']],
  );
  assert.equal(told().at(-1), 'sell 450 2 1');
});

test('one that came twice does not confirm itself, and what waits at the end stood alone', () => {
  const { trade, told, refused, symbol } = openLive();
  for (const _ of [1, 2, 3]) trade(1, '10.00');
  assert.deepEqual(told(), []);
  symbol.finish();
  assert.deepEqual([told(), refused], [[], ['far']]);
});

test('of single trades and aggregates the kind that came first is taken', () => {
  const { say, trade, told } = open();
  trade(1);
  say({ e: 'aggTrade', E: 2, T: 1, s: 'BTCUSDT', a: 900, p: '100.10', q: '0.002', f: 1, l: 1, m: true });
  trade(2);
  assert.deepEqual(told(), ['sell 1001 2 1', 'sell 1001 2 2']);
});

test('mark prices and forced orders are told, in ticks and lots', () => {
  const { say, told } = open();
  say({ e: 'markPriceUpdate', E: 2, s: 'BTCUSDT', p: '100.15', r: '0.0001' });
  const order = { s: 'BTCUSDT', ap: '99.98', z: '0.003', T: 1 };
  say({ e: 'forceOrder', E: 2, o: { ...order, S: 'SELL' } });
  say({ e: 'forceOrder', E: 2, o: { ...order, S: 'BUY' } });
  for (const broken of [
    { e: 'markPriceUpdate', s: 'BTCUSDT' },
    { e: 'forceOrder', E: 2, o: {} },
  ])
    say(broken);
  assert.deepEqual(told(), ['mark 1001.5 0.0001 0', 'longLiquidated 1000 3 0', 'shortLiquidated 1000 3 0']);
});

test('symbols nobody follows, messages of others and broken ones leave the feed as it is', () => {
  const { feed, say, others, told } = openLive();
  say({ e: 'trade', E: 2, T: 1, s: 'ETHUSDT', t: 1, p: '1', q: '1', m: true });
  say({ e: 'kline', s: 'BTCUSDT', k: {} });
  feed.accept(Buffer.from('{"e":"trade"'), 0, 12, 1);
  assert.deepEqual([told(), others, feed.malformed], [[], ['other'], 1]);
});

test('an answer that is no book is not taken', () => {
  const { feed } = open();
  const bytes = Buffer.from('{"code":-1121,"msg":"Invalid symbol."}');
  assert.equal(feed.acceptSnapshot('BTCUSDT', bytes, 0, bytes.length, 1), false);
});
