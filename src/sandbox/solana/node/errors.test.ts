import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openChain } from './testing/chain-on-clock.ts';

const timeout = 20_000;
type Answer = {
  readonly id: unknown;
  readonly error?: { code: number; message: string };
  readonly result?: unknown;
};

test('wrong requests are answered with their numbers', { timeout }, async (t) => {
  const { post, address, node, rpc, slots } = await openChain(t);
  await slots(3);
  const ask = async (body: unknown): Promise<Answer> =>
    JSON.parse((await post(typeof body === 'string' ? body : JSON.stringify(body))).text);
  const call = (method: unknown, ...params: unknown[]) => ask({ jsonrpc: '2.0', id: 1, method, params });
  const slot = await rpc<number>('getSlot', { commitment: 'processed' });
  const cases: [number, Promise<Answer>][] = [
    [-32700, ask('{')],
    [-32600, ask('[]')],
    [-32600, ask({ id: 1, method: 'getSlot' })],
    [-32600, ask({ jsonrpc: '2.0', id: {}, method: 'getSlot' })],
    [-32600, ask(Array(257).fill({ jsonrpc: '2.0', id: 1, method: 'getSlot' }))],
    [-32601, call('getEverything')],
    [-32601, call('constructor')],
    [-32602, ask({ jsonrpc: '2.0', id: 1, method: 'getBalance', params: {} })],
    [-32602, call('getBalance')],
    [-32602, call('getBalance', 'abc')],
    [-32602, call('getBalance', '0OIl')],
    [-32602, call('getBalance', address(), { commitment: 'recent' })],
    [-32602, call('getSignaturesForAddress', address(), { limit: 1001 })],
    [-32602, call('getSignaturesForAddress', address(), { commitment: 'processed' })],
    [-32602, call('getTransaction', 'abc')],
    [-32602, call('getMultipleAccounts', Array.from({ length: 101 }, address))],
    [-32602, call('getSignatureStatuses', Array(257).fill('5'.repeat(87)))],
    [-32602, call('getTokenAccountsByOwner', address(), { mint: address() })],
    [-32602, call('getTokenAccountsByOwner', address(), { programId: address() })],
    [-32602, call('getTokenAccountsByOwner', address(), {})],
    [-32602, call('getTokenSupply', address())],
    [-32602, call('sendTransaction', 'AAAA', { encoding: 'base64' })],
    [-32602, call('sendTransaction', 'A'.repeat(1700), { encoding: 'base64' })],
    [-32602, call('sendTransaction', '0', {})],
    [-32602, call('simulateTransaction', '', { sigVerify: true, replaceRecentBlockhash: true })],
    [-32001, call('getBlock', 5)],
    [-32004, call('getBlock', slot + 100)],
    [-32004, call('getBlock', slot, { commitment: 'confirmed' })],
    [-32016, call('getBalance', address(), { minContextSlot: slot + 1 })],
    [-32600, call('getAccountInfo', 'SysvarS1otHashes111111111111111111111111111', { encoding: 'base58' })],
  ];
  for (const [i, [code, answer]] of cases.entries())
    assert.equal((await answer).error?.code, code, `case ${i}`);
  assert.equal((await call('getBalance', node.faucet)).error, undefined);
});

test('a batch is answered in order, and what has no id not at all', { timeout }, async (t) => {
  const { post } = await openChain(t);
  const one = (id: unknown, method: string) => ({ jsonrpc: '2.0', id, method });
  const { text } = await post(
    JSON.stringify([one('a', 'getHealth'), { jsonrpc: '2.0', method: 'getSlot' }, one(7, 'nothing'), 5]),
  );
  const answers = JSON.parse(text) as Answer[];
  assert.deepEqual(
    answers.map(({ id, result, error }) => [id, result ?? error?.code]),
    [
      ['a', 'ok'],
      [7, -32601],
      [null, -32600],
    ],
  );
});

test('only JSON that was posted is listened to', { timeout }, async (t) => {
  const { url, post } = await openChain(t);
  assert.equal((await fetch(url)).status, 405);
  assert.equal(await (await fetch(`${url}/health`)).text(), 'ok');
  assert.equal(
    (await fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } })).status,
    415,
  );
  assert.equal((await post(`"${'x'.repeat(2_200_000)}"`)).status, 413);
});

test('a transaction with a wrong signature, or that landed, is refused', { timeout }, async (t) => {
  const { wallet, node, rpc, address } = await openChain(t);
  const bytes = wallet.transfer(address(), 1_000_000n, node.bank.ledger.head.blockhash);
  const send = (sent: Uint8Array) =>
    rpc('sendTransaction', Buffer.from(sent).toString('base64'), {
      ...{ encoding: 'base64', preflightCommitment: 'processed' },
    });
  const wrong = bytes.slice();
  wrong[10] = (wrong[10] ?? 0) ^ 1;
  await assert.rejects(send(wrong), { code: -32003 });
  await send(bytes);
  await assert.rejects(send(bytes), { code: -32002, message: /already been processed/ });
});

test('a subscriber that asks wrongly is told so', { timeout }, async (t) => {
  const { push, address, node } = await openChain(t);
  const client = await push();
  await assert.rejects(client.ask('logsSubscribe', { mentions: [address(), address()] }), { code: -32602 });
  await assert.rejects(client.ask('accountSubscribe', 'abc'), { code: -32602 });
  await assert.rejects(client.ask('blockSubscribe', 'all', { commitment: 'processed' }), { code: -32602 });
  await assert.rejects(client.ask('getSlot'), { code: -32601 });
  await assert.rejects(client.ask('logsUnsubscribe', 99), { code: -32602 });
  assert.deepEqual(await client.say('{'), {
    jsonrpc: '2.0',
    error: { code: -32700, message: 'Parse error' },
    id: null,
  });
  const first = await client.ask<number>('logsSubscribe', 'all');
  assert.equal(await client.ask('logsSubscribe', 'all'), first);
  assert.equal(node.tell()['subscriptions'], 1);
  assert.equal(await client.ask('logsUnsubscribe', first), true);
  assert.equal(node.tell()['subscriptions'], 0);
  await client.ask('slotSubscribe');
  client.socket.close();
  await client.closed;
  while (node.tell()['subscriptions'] !== 0) await new Promise((resolve) => setImmediate(resolve));
});
