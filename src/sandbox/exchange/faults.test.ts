import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { exchangeFaults } from './faults.ts';
import { openExchangeOnClock, type StreamClient, type TestExchange } from './testing/exchange-on-clock.ts';

let on: TestExchange;
before(async () => {
  on = await openExchangeOnClock();
});
beforeEach(() => {
  for (const name of Object.keys(on.faults)) delete on.faults[name];
});
after(() => on.close());

const path = '/usdm/ws/btcusdt@depth@0ms/btcusdt@trade';

/** What comes in so many ms, with some faults on. */
async function hear(client: StreamClient, ms: number, faults: Record<string, object>): Promise<string[]> {
  Object.assign(on.faults, faults);
  const before = client.texts.length;
  await on.clock.advance(ms);
  for (const name of Object.keys(faults)) delete on.faults[name];
  await client.settled();
  return client.texts.slice(before).filter((text) => !text.includes('"id"'));
}

type Depth = { e: string; u: number; pu: number };
const depthsOf = (texts: readonly string[]) =>
  texts.map((text) => JSON.parse(text) as Depth).filter(({ e }) => e === 'depthUpdate');
const gapsOf = (texts: readonly string[]) =>
  depthsOf(texts).filter(({ pu }, i, all) => i > 0 && all[i - 1]?.u !== pu).length;

test('silent: nothing more is said, and the connection stays', async () => {
  const client = await on.connect(path);
  assert.ok((await hear(client, 500, {})).length > 5);
  assert.deepEqual(await hear(client, 500, { silent: {} }), []);
  assert.equal(client.socket.readyState, client.socket.OPEN);
});

test('slow: messages come late, none is lost, and their order is kept when it is over', async () => {
  const client = await on.connect(path);
  on.faults['slow'] = { byMs: 1500 };
  await on.clock.advance(1000);
  delete on.faults['slow'];
  assert.equal(client.texts.length, 0);
  await on.clock.advance(3000);
  await client.settled();
  const texts = client.texts.filter((text) => !text.includes('"id"'));
  assert.ok(texts.length > 20);
  assert.equal(gapsOf(texts), 0);
});

test('disconnect and reset-mid-frame end connections after their time', async () => {
  for (const name of ['disconnect', 'reset-mid-frame']) {
    const client = await on.connect(path);
    on.faults[name] = { everyS: 1 };
    await on.clock.advance(900);
    assert.equal(client.socket.readyState, client.socket.OPEN, name);
    await on.clock.advance(500);
    assert.equal(await client.closed, 1006, name);
    delete on.faults[name];
  }
});

test('refuse: requests and connections are refused, with a status or without a word', async () => {
  on.faults['refuse'] = { how: 'status' };
  assert.equal((await on.get('/api/v3/ping')).status, 503);
  await assert.rejects(on.connect(path), /503/);
  on.faults['refuse'] = { how: 'reset' };
  await assert.rejects(on.get('/api/v3/ping'), /fetch failed/);
  await assert.rejects(on.connect(path), /hang up|ECONNRESET/);
});

test('rest-429, rest-418 and rest-5xx: requests are answered with that, and how long to wait', async () => {
  on.faults['rest-429'] = { retryAfterS: 7 };
  const many = await on.get('/api/v3/ping');
  assert.deepEqual([many.status, many.headers.get('retry-after'), many.body['code']], [429, '7', -1003]);
  on.faults['rest-418'] = { retryAfterS: 9 };
  const banned = await on.get('/fapi/v1/ping');
  assert.deepEqual(
    [banned.status, banned.headers.get('retry-after'), banned.body['code']],
    [418, '9', -1003],
  );
  on.faults['rest-5xx'] = { status: 502 };
  assert.equal((await on.get('/dapi/v1/ping')).status, 502);
});

test('rest-slow: an answer comes when its time has passed', async () => {
  on.faults['rest-slow'] = { byMs: 1000 };
  let isAnswered = false;
  const reply = on.get('/api/v3/ping').then(({ status }) => {
    isAnswered = true;
    return status;
  });
  await on.clock.advance(500);
  assert.equal(isAnswered, false);
  // the request itself takes its way in real time
  while (!isAnswered) await on.clock.advance(600);
  assert.equal(await reply, 200);
});

test('malformed: some messages are no JSON', async () => {
  const client = await on.connect(path);
  const texts = await hear(client, 2000, { malformed: { share: 0.3 } });
  const isBroken = (text: string) => {
    try {
      return void JSON.parse(text);
    } catch {
      return true;
    }
  };
  const broken = texts.filter(isBroken);
  assert.ok(broken.length > 3 && broken.length < texts.length / 2, `${broken.length} of ${texts.length}`);
});

test('drop-depth, duplicate and reorder: the sequence has gaps, twins and late ones', async () => {
  const client = await on.connect(path);
  assert.equal(gapsOf(await hear(client, 2000, {})), 0);
  assert.ok(gapsOf(await hear(client, 2000, { 'drop-depth': { oneIn: 5 } })) > 1);
  const twice = await hear(client, 2000, { duplicate: { oneIn: 5 } });
  assert.ok(twice.length - new Set(twice).size > 2);
  const late = depthsOf(await hear(client, 2000, { reorder: { oneIn: 5 } })).map(({ u }) => u);
  assert.ok(late.filter((u, i) => u < (late[i - 1] ?? 0)).length > 2);
});

test('clock-skew: every time that is told is wrong by that', async () => {
  const client = await on.connect('/spot/ws/btcusdt@trade');
  on.faults['clock-skew'] = { byMs: -10_000 };
  await on.clock.advance(1000);
  const { body } = await on.get<{ serverTime: number }>('/api/v3/time');
  assert.equal(body.serverTime, on.clock.now() - 10_000);
  await client.settled();
  const times = client.texts.flatMap((text) => (JSON.parse(text) as { E?: number }).E ?? []);
  assert.ok(times.length > 0 && times.every((ms) => ms <= on.clock.now() - 10_000));
});

test('regime: the market is held in it', async () => {
  on.faults['regime'] = { name: 'squeeze' };
  await on.clock.advance(100);
  assert.equal(on.exchange.tell()['regime'], 'squeeze');
});

test('every fault begins with settings that hurt', () => {
  for (const { settings } of Object.values(exchangeFaults)) settings.parse({});
});
