import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openExchangeOnClock, type TestExchange } from '../testing/exchange-on-clock.ts';
import { buildLocalBook, type DepthMessage, type Snapshot } from '../testing/local-book.ts';
import { streamLimits } from './limits.ts';

let on: TestExchange;
before(async () => {
  on = await openExchangeOnClock();
});
after(() => on.close());

const parse = <T>(texts: readonly string[]) =>
  texts.map((text) => JSON.parse(text) as { stream: string; data: T }).filter(({ stream }) => stream);

for (const [kind, rest, symbol, depth] of [
  ['spot', '/api/v3', 'ETHUSDT', 'depth@100ms'],
  ['spot', '/api/v3', 'BTCUSDT', 'depth'],
  ['usdm', '/fapi/v1', 'BTCUSDT', 'depth@0ms'],
  ['usdm', '/fapi/v1', 'DOGEUSDT', 'depth'],
  ['coinm', '/dapi/v1', 'BTCUSD_PERP', 'depth@100ms'],
] as const)
  test(`the published procedure on ${kind} ${symbol}@${depth} gives the book of the server, and its best are the book ticker`, async () => {
    const lower = symbol.toLowerCase();
    const client = await on.connect(`/${kind}/stream?streams=${lower}@${depth}/${lower}@bookTicker`);
    await client.settled();
    await on.clock.advance(1500);
    const early = await on.get<Snapshot>(`${rest}/depth?symbol=${symbol}&limit=1000`);
    await on.clock.advance(2500);
    await client.settled();
    const messages = parse<DepthMessage & { s: string; B: string; A: string }>(client.texts);
    const updates = messages.filter(({ stream }) => stream.includes('depth')).map(({ data }) => data);
    assert.ok(updates.length >= 2);
    const local = buildLocalBook(early.body, updates);
    const end = updates.at(-1)?.u ?? 0;
    const tops = messages.filter(({ stream }) => stream.endsWith('bookTicker')).map(({ data }) => data);
    const top = tops.findLast(({ u }) => u <= end) as unknown as Record<'b' | 'B' | 'a' | 'A', string>;
    assert.deepEqual(
      [local.bids[0], local.asks[0]],
      [
        [top.b, top.B],
        [top.a, top.A],
      ],
    );
    const late = await on.get<Snapshot>(`${rest}/depth?symbol=${symbol}&limit=1000`);
    if (late.body.lastUpdateId === end) {
      assert.deepEqual(local.bids.slice(0, 300), late.body.bids.slice(0, 300));
      assert.deepEqual(local.asks.slice(0, 300), late.body.asks.slice(0, 300));
    } else assert.ok(late.body.lastUpdateId > end);
    client.socket.terminate();
  });

test('streams have the fields of the real ones, in their order', async () => {
  const fields: [path: string, keys: string][] = [
    ['/spot/ws/btcusdt@trade', 'e E s t p q T m M'],
    ['/spot/ws/btcusdt@aggTrade', 'e E s a p q f l T m M'],
    ['/spot/ws/btcusdt@bookTicker', 'u s b B a A'],
    ['/spot/ws/btcusdt@depth@100ms', 'e E s U u b a'],
    ['/spot/ws/btcusdt@depth5@100ms', 'lastUpdateId bids asks'],
    ['/spot/ws/btcusdt@kline_1m', 'e E s k'],
    ['/spot/ws/btcusdt@ticker', 'e E s p P w x c Q b B a A o h l v q O C F L n'],
    ['/usdm/ws/btcusdt@trade', 'e E T s t p q X m'],
    ['/usdm/ws/btcusdt@aggTrade', 'e E a s p q f l T m'],
    ['/usdm/ws/btcusdt@bookTicker', 'e u s b B a A T E'],
    ['/usdm/ws/btcusdt@depth@0ms', 'e E T s U u pu b a'],
    ['/usdm/ws/btcusdt@depth10', 'e E T s U u pu b a'],
    ['/usdm/ws/btcusdt@markPrice@1s', 'e E s p i P r T'],
    ['/usdm/public/ws/btcusdt@miniTicker', 'e E s c o h l v q'],
    ['/coinm/ws/btcusd_perp@trade', 'e E T s t p q X m'],
    ['/coinm/ws/btcusd_perp@bookTicker', 'u e s ps b B a A T E'],
    ['/coinm/ws/btcusd_perp@depth', 'e E T s ps U u pu b a'],
  ];
  const clients = await Promise.all(fields.map(([path]) => on.connect(path)));
  await on.clock.advance(3000);
  for (const [i, client] of clients.entries()) {
    const [path, keys] = fields[i] ?? ['', ''];
    const text = await client.first((one) => one.startsWith('{'));
    assert.equal(Object.keys(JSON.parse(text)).join(' '), keys, path);
    client.socket.terminate();
  }
});

test('a candle that is over is told once more as closed, and the next one opens', async () => {
  const client = await on.connect('/spot/ws/btcusdt@kline_1m');
  await on.clock.advance(61_000);
  await client.settled();
  type Candle = { k: { t: number; T: number; x: boolean; n: number } };
  const candles = client.texts.flatMap((text) => (JSON.parse(text) as Partial<Candle>).k ?? []);
  const closed = candles.filter(({ x }) => x);
  assert.equal(closed.length, 1);
  assert.equal(candles.at(-1)?.t, (closed[0]?.T ?? 0) + 1);
  client.socket.terminate();
});

test('streams of all symbols name each of them', async () => {
  const client = await on.connect('/usdm/ws/!miniTicker@arr');
  await on.clock.advance(1100);
  assert.equal((JSON.parse(await client.first((text) => text.startsWith('['))) as unknown[]).length, 5);
  client.socket.terminate();
});

test('a client subscribes, lists, leaves, and is told in the words of the exchange what it said wrong', async () => {
  const client = await on.connect('/spot/ws');
  const ask = async (message: unknown, id: number): Promise<Record<string, unknown>> => {
    await on.clock.advance(1000);
    client.say(message);
    return JSON.parse(await client.first((text) => text.endsWith(`"id":${id}}`)));
  };
  const params = ['btcusdt@trade', 'nothing@trade'];
  assert.deepEqual(await ask({ method: 'SUBSCRIBE', params, id: 1 }, 1), { result: null, id: 1 });
  assert.deepEqual((await ask({ method: 'LIST_SUBSCRIPTIONS', id: 2 }, 2))['result'], params);
  await ask({ method: 'UNSUBSCRIBE', params: ['nothing@trade'], id: 3 }, 3);
  assert.deepEqual((await ask({ method: 'LIST_SUBSCRIPTIONS', id: 4 }, 4))['result'], ['btcusdt@trade']);
  await client.first((text) => text.startsWith('{"e":"trade"'));
  await ask({ method: 'SET_PROPERTY', params: ['combined', true], id: 5 }, 5);
  await on.clock.advance(2000);
  await client.first((text) => text.startsWith('{"stream":"btcusdt@trade"'));
  const codeOf = async (message: unknown, id: number) =>
    ((await ask(message, id))['error'] as { code: number }).code;
  assert.equal(await codeOf({ method: 'SHOUT', id: 6 }, 6), 2);
  assert.equal(await codeOf({ method: 'SUBSCRIBE', id: 7 }, 7), 2);
  assert.equal(await codeOf({ method: 'SET_PROPERTY', params: ['combined', 1], id: 8 }, 8), 1);
  assert.equal(await codeOf({ method: 'SUBSCRIBE', params: [], id: 9, x: 1 }, 9), 0);
  client.say('no JSON');
  assert.match(await client.first((text) => text.includes('Invalid JSON')), /"code":3/);
  client.socket.terminate();
});

test('more streams than a connection may have are refused, more messages than it may send end it', async () => {
  const client = await on.connect('/usdm/ws');
  const params = Array.from({ length: streamLimits.usdm.streams + 1 }, (_, i) => `s${i}@trade`);
  client.say({ method: 'SUBSCRIBE', params, id: 1 });
  assert.match(await client.first((text) => text.endsWith('"id":1}')), /error/);
  client.say({ method: 'SUBSCRIBE', params: params.slice(1), id: 2 });
  assert.match(await client.first((text) => text.endsWith('"id":2}')), /"result":null/);
  for (let i = 0; i < 10; i++) client.say({ method: 'LIST_SUBSCRIPTIONS', id: 3 });
  assert.equal(await client.closed, 1008);
});

test('a path at which nothing is heard is not found', async () => {
  await assert.rejects(on.connect('/margin/ws'), /404/);
});

test('a client is pinged, ended when it does not answer, and ended after a day', async () => {
  const limits = { ...streamLimits.spot, pingMs: 1000, pongMs: 2000, lifeMs: 10_000 };
  const short = await openExchangeOnClock({ streamLimits: { ...streamLimits, spot: limits } });
  try {
    const answering = await short.connect('/spot/ws');
    const pings: number[] = [];
    answering.socket.on('ping', () => pings.push(short.clock.monotonicMs()));
    const deaf = await short.connect('/spot/ws');
    // its pongs are never sent
    deaf.socket.pong = () => {};
    for (let i = 0; i < 4; i++) {
      await short.clock.advance(1000);
      await answering.settled();
    }
    assert.equal(await deaf.closed, 1006);
    assert.ok(pings.length >= 3);
    assert.equal(answering.socket.readyState, answering.socket.OPEN);
    for (let i = 0; i < 7; i++) {
      await short.clock.advance(1000);
      if (answering.socket.readyState === answering.socket.OPEN && i < 5) await answering.settled();
    }
    assert.equal(await answering.closed, 1001);
  } finally {
    await short.close();
  }
});
