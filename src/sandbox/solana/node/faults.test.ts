import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openChain } from './testing/chain-on-clock.ts';

const timeout = 20_000;

test('requests are refused, broken, late or reset as it was ordered', { timeout }, async (t) => {
  const { post, faults, clock, rpc } = await openChain(t);
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'getHealth', params: [] });
  faults['rpc-429'] = { retryAfterS: 7 };
  const tooMany = await post(body);
  assert.deepEqual([tooMany.status, tooMany.headers.get('retry-after')], [429, '7']);
  assert.equal(JSON.parse(tooMany.text).error.code, 429);
  delete faults['rpc-429'];

  faults['rpc-5xx'] = { status: 502 };
  assert.equal((await post(body)).status, 502);
  delete faults['rpc-5xx'];

  faults['rpc-malformed'] = { oneIn: 1 };
  const broken = await post(body);
  assert.throws(() => JSON.parse(broken.text));
  delete faults['rpc-malformed'];

  faults['rpc-reset'] = { oneIn: 1 };
  await assert.rejects(post(body));
  delete faults['rpc-reset'];

  faults['rpc-slow'] = { byMs: 1500 };
  let isHere = false;
  const slow = post(body).then(() => {
    isHere = true;
  });
  await clock.advance(1000);
  assert.equal(isHere, false);
  // it may still be on its way in
  while (!isHere) await clock.advance(500);
  await slow;
  delete faults['rpc-slow'];
  assert.equal(await rpc('getHealth'), 'ok');
});

test('notifications are late, missing, doubled, silent or cut off as it was ordered', {
  timeout,
}, async (t) => {
  const { pay, push, faults, clock, address } = await openChain(t);
  const to = address();
  const client = await push();
  await client.ask('logsSubscribe', { mentions: [to] }, { commitment: 'processed' });
  const told = async () => {
    await client.settled();
    return client.told.splice(0).length;
  };
  pay(to);
  assert.equal(await told(), 1);
  faults['push-missing'] = { oneIn: 1 };
  pay(to);
  assert.equal(await told(), 0);
  delete faults['push-missing'];
  faults['push-twice'] = { oneIn: 1 };
  pay(to);
  assert.equal(await told(), 2);
  delete faults['push-twice'];
  faults['push-silent'] = {};
  pay(to);
  assert.equal(await told(), 0);
  delete faults['push-silent'];
  faults['push-late'] = { byMs: 1000 };
  pay(to);
  delete faults['push-late'];
  pay(to);
  assert.equal(await told(), 0);
  await clock.advance(1000);
  assert.equal(await told(), 2);
  faults['push-disconnect'] = { everyS: 5 };
  await clock.advance(5200);
  await client.closed;
});

test('transactions are lost or late, and a blockhash is stale, as it was ordered', { timeout }, async (t) => {
  const { pay, faults, clock, slots, node, wallet, address, rpc } = await openChain(t);
  const to = address();
  const balance = async () =>
    (await rpc<{ value: number }>('getBalance', to, { commitment: 'processed' })).value;
  faults['drop-transactions'] = { oneIn: 1 };
  assert.equal(pay(to).result, null);
  delete faults['drop-transactions'];
  faults['land-late'] = { byMs: 2000 };
  pay(to);
  delete faults['land-late'];
  assert.equal(await balance(), 0);
  await clock.advance(2000);
  assert.equal(await balance(), 1e9);
  await slots(160);
  faults['stale-blockhash'] = {};
  const { value } = await rpc<{ value: { blockhash: string } }>('getLatestBlockhash', {
    commitment: 'processed',
  });
  const stale = node.submit(wallet.transfer(to, 1_000_000n, value.blockhash));
  assert.deepEqual(stale.result, { error: 'BlockhashNotFound', outcome: null });
});

test('a fork comes now and then while it was ordered', { timeout }, async (t) => {
  const { pay, faults, slots, node, address } = await openChain(t);
  await slots(40);
  faults['fork'] = { everyS: 2, blocks: 4, oneIn: 1 };
  const signatures = [];
  for (let i = 0; i < 20; i += 1) {
    signatures.push(pay(address()).signature);
    await slots(1);
  }
  const kept = signatures.filter((signature) => node.bank.ledger.find(signature));
  assert.ok(kept.length < 20 && kept.length > 0, `${kept.length} of 20`);
});

test('a node that forgets knows no old signature, and says where it begins', { timeout }, async (t) => {
  const { pay, faults, slots, rpc, address } = await openChain(t);
  const to = address();
  const old = pay(to).signature;
  await slots(60);
  const recent = pay(to).signature;
  faults['forget'] = { blocks: 40 };
  await slots(33);
  assert.equal(await rpc('getTransaction', old), null);
  const listed = await rpc<{ signature: string }[]>('getSignaturesForAddress', to, { until: old });
  assert.deepEqual(
    listed.map(({ signature }) => signature),
    [recent],
  );
  const [first, slot] = [
    await rpc<number>('getFirstAvailableBlock'),
    await rpc<number>('getSlot', { commitment: 'processed' }),
  ];
  assert.ok(slot - first <= 41);
});

test('a fault of one endpoint leaves the other one alone', { timeout }, async (t) => {
  const { post, push, pay, faults, clock, address } = await openChain(t);
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'getHealth', params: [] });
  faults['rpc-429'] = { retryAfterS: 7, at: 'first' };
  assert.deepEqual([(await post(body)).status, (await post(body, '/replica')).status], [429, 200]);
  faults['rpc-429'] = { retryAfterS: 7, at: 'replica' };
  assert.deepEqual([(await post(body)).status, (await post(body, '/replica')).status], [200, 429]);

  const to = address();
  const clients = [await push(), await push('/replica')];
  for (const client of clients)
    await client.ask('logsSubscribe', { mentions: [to] }, { commitment: 'processed' });
  faults['push-silent'] = { at: 'first' };
  pay(to);
  for (const client of clients) await client.settled();
  assert.deepEqual(
    clients.map(({ told }) => told.length),
    [0, 1],
  );
  faults['push-disconnect'] = { everyS: 1, at: 'replica' };
  await clock.advance(1500);
  await clients[1]?.closed;
  await clients[0]?.settled();
});
