import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { readMetrics } from '../../../core/board/metric-samples.ts';
import { DAY_MS, SECRET, startWebhooks, toStored } from './testing/start-webhooks.ts';

const HOUR_MS = 3_600_000;

test('a message is signed, carries its id and says what happened', async (t) => {
  const { publish, requests, clock } = await startWebhooks(t);
  await publish('raised-1');
  const [request] = requests;
  assert.equal(request?.method, 'POST');
  const body = String(request?.body);
  const atMs = clock.now();
  const data = { title: 'raised-1' };
  assert.deepEqual(JSON.parse(body), { id: 'raised-1', topic: 'alerts', type: 'alert.raised', atMs, data });
  assert.equal(request?.headers['zapflow-id'], 'raised-1');
  const [, seconds, mac] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(request?.headers['zapflow-signature'] ?? '') ?? [];
  assert.equal(Number(seconds), Math.floor(atMs / 1000));
  assert.equal(mac, createHmac('sha256', SECRET).update(`${seconds}.${body}`).digest('hex'));
});

test('what was delivered, and only that, is written where notifications are followed, without the address', async (t) => {
  const { publish, lines, clock } = await startWebhooks(t, {
    answer: (_, count) => ({ status: count === 1 ? 500 : 200 }),
  });
  await publish('one');
  assert.deepEqual(lines, []);
  await clock.advance(10_000);
  const [line] = lines;
  const fields = { webhook: 'a', receiver: 'Receiver a', topic: 'alerts', type: 'alert.raised' };
  const category = 'sent_notifications';
  assert.deepEqual(line, ['a message was delivered', { category, ...fields, message: 'one' }]);
});

test('texts that turn or hide writing do not reach a receiver', async (t) => {
  const { owe, requests, clock } = await startWebhooks(t);
  const data = { symbol: 'US\u202eDC\u0000\u001b[2J', list: ['a\u200bb'] };
  await owe('x', { topic: 'alerts', type: 'alert.raised', data });
  await clock.advance(0);
  await clock.advance(0);
  assert.deepEqual(JSON.parse(String(requests[0]?.body)).data, { symbol: 'USDC[2J', list: ['ab'] });
});

test('each receiver gets its topics only, and one that is switched off gets nothing', async (t) => {
  const rows = [
    toStored('all'),
    toStored('trades', { topics: ['trading'] }),
    toStored('off', { disabledAtMs: 1 }),
  ];
  const { publish, owe, handed, store, clock } = await startWebhooks(t, { rows });
  await publish('one');
  await owe('two', { topic: 'trading', type: 'trading.stopped', data: {} });
  await clock.advance(0);
  await clock.advance(0);
  assert.deepEqual(handed('all'), ['one', 'two']);
  assert.deepEqual(handed('trades'), ['two']);
  assert.deepEqual([handed('off'), store.owed('webhook:off')], [[], []]);
});

test('the same event published again is the same message', async (t) => {
  const { publish, handed } = await startWebhooks(t);
  await publish('one', 'one', 'two');
  assert.deepEqual(handed('a'), ['one', 'two']);
});

test('one that fails is tried again ever more rarely, in order, with the same id and body', async (t) => {
  const { publish, handed, requests, clock, store } = await startWebhooks(t, {
    answer: (_, count) => ({ status: count <= 4 ? 500 : 200 }),
  });
  await publish('one', 'two');
  assert.deepEqual(handed('a'), ['one']);
  const atMs: number[] = [];
  for (let i = 0; i < 120; i++) {
    const before = requests.length;
    await clock.advance(1000);
    if (requests.length > before) atMs.push(i + 1);
  }
  assert.deepEqual(handed('a'), ['one', 'one', 'one', 'one', 'one', 'two']);
  assert.equal(new Set(requests.slice(0, 5).map(({ body }) => body)).size, 1);
  const pauses = atMs.map((at, i) => at - (atMs[i - 1] ?? 0));
  for (const [i, [least, most]] of [
    [2, 6],
    [5, 11],
    [10, 21],
    [20, 41],
  ].entries())
    assert.ok(pauses[i]! >= least! && pauses[i]! <= most!, `pause ${i}: ${pauses[i]} s`);
  assert.equal(store.parked.length, 0);
});

for (const [what, retryAfter, least, most] of [
  ['as long as it asks for', '600', 600, 601],
  ['until the moment it names', 'Tue, 14 Nov 2023 22:23:20 GMT', 600, 601],
  ['an hour at most', '86400', 3600, 3601],
  ['no less than by itself', '0', 2, 6],
  ['as if it had said nothing', 'tomorrow', 2, 6],
  ['as if it had said nothing', '-5', 2, 6],
] as const)
  test(`a receiver that says when to come back, with ${retryAfter}, is left alone ${what}`, async (t) => {
    const { publish, handed, clock } = await startWebhooks(t, {
      answer: (_, count) =>
        count === 1 ? { status: 503, headers: { 'retry-after': retryAfter } } : { status: 200 },
    });
    await publish('one');
    await clock.advance(least * 1000 - 1);
    assert.deepEqual(handed('a'), ['one']);
    await clock.advance((most - least) * 1000 + 1);
    assert.deepEqual(handed('a'), ['one', 'one']);
  });

test('what cannot be delivered in a day becomes a dead letter, and the next one has its turn', async (t) => {
  const { publish, clock, store, handed } = await startWebhooks(t, { answer: () => ({ status: 503 }) });
  await publish('one', 'two');
  await clock.advance(DAY_MS - 1);
  assert.equal(store.parked.length, 0);
  assert.ok(
    handed('a').length > 20 && handed('a').every((key) => key === 'one'),
    `${handed('a').length} attempts`,
  );
  await clock.advance(3 * HOUR_MS);
  assert.deepEqual(
    store.parked.map(({ key }) => key),
    ['one', 'two'],
  );
  assert.match(store.parked[0]?.reason ?? '', /^WEBHOOK_UNDELIVERED: It answered 503\.$/);
});

for (const [name, answer] of [
  ['a redirect', { status: 302, headers: { location: 'http://169.254.169.254/' } }],
  ['a permanent redirect', { status: 308, headers: { location: 'https://a.test/other' } }],
] as const)
  test(`${name} is not followed and makes a dead letter at once`, async (t) => {
    const { publish, store, requests } = await startWebhooks(t, { answer: () => answer });
    await publish('one');
    assert.equal(requests.length, 1);
    assert.match(store.parked[0]?.reason ?? '', /redirect, which is not followed/);
  });

test('a receiver that hangs is given up in time and harms no other', async (t) => {
  const rows = [toStored('stuck'), toStored('well')];
  const { publish, handed, clock, webhooks } = await startWebhooks(t, {
    rows,
    answer: (host) => (host === 'stuck.test' ? 'silent' : { status: 200 }),
  });
  const keys = Array.from({ length: 300 }, (_, i) => `m${i}`);
  await publish(...keys);
  assert.deepEqual(handed('well'), keys);
  assert.deepEqual(handed('stuck'), ['m0']);
  await clock.advance(60_000);
  assert.ok(handed('stuck').length >= 2 && handed('stuck').every((key) => key === 'm0'));
  assert.equal(webhooks.stateOf('stuck').last?.says, 'It did not answer within 10 s.');
  assert.equal(webhooks.stateOf('stuck').waiting, 300);
  assert.equal(webhooks.stateOf('well').waiting, 0);
});

test('more than may wait for one receiver is not owed to it', async (t) => {
  const rows = [toStored('stuck'), toStored('well')];
  const { publish, handed, store, memory } = await startWebhooks(t, {
    rows,
    settings: { maxWaiting: 5 },
    answer: (host) => (host === 'stuck.test' ? 'silent' : { status: 200 }),
  });
  const keys = Array.from({ length: 12 }, (_, i) => `m${i}`);
  for (const key of keys) await publish(key);
  assert.deepEqual(store.owed('webhook:stuck'), keys.slice(0, 5));
  const dropped = readMetrics(memory).find(({ name }) => name === 'zapflow_webhook_events_dropped');
  assert.equal(dropped && 'value' in dropped && dropped.value, keys.length - 5);
  assert.deepEqual(handed('well'), keys);
});

test('a receiver that fails for days is switched off and told of; nothing of it is lost', async (t) => {
  const { publish, store, disabled, clock, handed } = await startWebhooks(t, {
    answer: () => 'unreachable',
    settings: { disableMs: 2 * HOUR_MS },
  });
  await publish('one', 'two');
  await clock.advance(4 * HOUR_MS);
  assert.deepEqual(disabled, ['a: It cannot be reached (SCRIPT).']);
  assert.ok(store.rows[0]?.disabledAtMs);
  assert.deepEqual(store.owed('webhook:a'), ['one', 'two']);
  const attempts = handed('a').length;
  await clock.advance(DAY_MS);
  assert.equal(handed('a').length, attempts);
});

test('a receiver that fails now and then is not switched off: what counts is for how long it failed without a break', async (t) => {
  let isWell = false;
  const { publish, disabled, clock } = await startWebhooks(t, {
    answer: () => ({ status: isWell ? 204 : 500 }),
    settings: { disableMs: 6 * HOUR_MS },
  });
  for (const key of ['one', 'two', 'three', 'four']) {
    isWell = false;
    await publish(key);
    await clock.advance(HOUR_MS);
    isWell = true;
    await clock.advance(2 * HOUR_MS);
  }
  assert.deepEqual(disabled, []);
});

test('for how long it has been failing outlives a restart', async (t) => {
  const rows = [
    toStored('a', { lastDelivery: { atMs: 1_700_000_000_000 - DAY_MS, isDelivered: false, says: 'x' } }),
  ];
  const { publish, disabled } = await startWebhooks(t, {
    rows,
    answer: () => ({ status: 500 }),
    settings: { disableMs: DAY_MS },
  });
  await publish('one');
  assert.deepEqual(disabled, ['a: It answered 500.']);
});

test('a receiver that says 410 is switched off at once, and what waits stays for its return', async (t) => {
  const { publish, store, disabled, clock, webhooks, handed } = await startWebhooks(t, {
    answer: (_, count) => ({ status: count === 1 ? 410 : 200 }),
  });
  await publish('one', 'two');
  assert.equal(disabled.length, 1);
  await clock.advance(0);
  assert.deepEqual(store.owed('webhook:a'), ['one', 'two']);
  assert.equal(store.parked.length, 0);
  await store.changeWebhook({ id: 'a', isDisabled: false, by: { actor: 'Ada', address: '' } });
  await webhooks.reload();
  await clock.advance(0);
  await clock.advance(0);
  assert.deepEqual(handed('a'), ['one', 'one', 'two']);
});

test('a new address is used at once, without waiting for the next attempt at the old one', async (t) => {
  const { publish, store, clock, webhooks, handed } = await startWebhooks(t, {
    answer: (host) => ({ status: host === 'b.test' ? 200 : 500 }),
  });
  await publish('one');
  await clock.advance(6 * HOUR_MS);
  await store.changeWebhook({ id: 'a', url: 'https://b.test/', by: { actor: 'Ada', address: '' } });
  const reloaded = webhooks.reload();
  await clock.advance(0);
  await reloaded;
  await clock.advance(0);
  assert.deepEqual(handed('b'), ['one']);
});

test('while storage is away at the start nothing is lost, and it begins when storage is back', async (t) => {
  const { clock, store, publish, handed } = await startWebhooks(t, { isAway: true });
  await assert.rejects(publish('lost'), { kind: 'transient' });
  await clock.advance(10_000);
  store.isAway = false;
  await clock.advance(40_000);
  await publish('one');
  assert.deepEqual(handed('a'), ['one']);
});

test('a successor hands over what its predecessor had not confirmed', async (t) => {
  const { clock, publish, webhooks, open, handed, store } = await startWebhooks(t, {
    answer: (_, count) => (count === 1 ? 'silent' : { status: 200 }),
  });
  await publish('one');
  const stopped = webhooks.stop();
  await clock.advance(2000);
  await stopped;
  assert.deepEqual(store.owed('webhook:a'), ['one']);
  const successor = open();
  await clock.advance(0);
  await clock.advance(0);
  assert.deepEqual(handed('a'), ['one', 'one']);
  assert.deepEqual(store.owed('webhook:a'), []);
  await successor.stop();
});

test('a test of a receiver tells what it answered and owes nothing', async (t) => {
  const { webhooks, store, requests } = await startWebhooks(t, { answer: () => ({ status: 401 }) });
  assert.deepEqual(await webhooks.test(store.rows[0]!), { outcome: 'retry', says: 'It answered 401.' });
  assert.equal(JSON.parse(String(requests[0]?.body)).type, 'webhook.tested');
  assert.deepEqual(store.owed('webhook:a'), []);
});

test('a receiver whose secret cannot be opened is left out, and the others work', async (t) => {
  const { publish, handed } = await startWebhooks(t, {
    rows: [toStored('odd', { secret: 'v1.zzz' }), toStored('a')],
  });
  await publish('one');
  assert.deepEqual([handed('odd'), handed('a')], [[], ['one']]);
});
