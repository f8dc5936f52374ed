import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openChain } from './testing/chain-on-clock.ts';

const timeout = 20_000;

test('the second endpoint lags behind the first, says so, and catches up', { timeout }, async (t) => {
  const { pay, slots, address, push, post, faults, rpc } = await openChain(t);
  const to = address();
  const ask = async (method: string, ...params: unknown[]) => {
    const { text } = await post(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }), '/replica');
    return JSON.parse(text);
  };
  const balance = async (commitment: string) => (await ask('getBalance', to, { commitment })).result.value;
  faults['replica-behind'] = { blocks: 20 };
  await slots(1);
  const client = await push('/replica');
  await client.ask('logsSubscribe', { mentions: [to] }, { commitment: 'processed' });
  pay(to);
  const { slot } = (await rpc<{ context: { slot: number } }>('getBalance', to, { commitment: 'processed' }))
    .context;
  await slots(19);
  assert.equal(await balance('processed'), 0);
  const { error } = await ask('getHealth');
  assert.deepEqual({ ...error, message: '' }, { code: -32005, message: '', data: { numSlotsBehind: 20 } });
  assert.match(error.message, /Node is behind by 20 slots/);
  const tooNew = await ask('getAccountInfo', to, { minContextSlot: slot, commitment: 'processed' });
  assert.equal(tooNew.error.code, -32016);
  await client.settled();
  assert.equal(client.told.length, 0);
  await slots(1);
  assert.equal(await balance('processed'), 1e9);
  await client.settled();
  assert.equal(client.told.length, 1);

  pay(to);
  delete faults['replica-behind'];
  await slots(1);
  assert.equal(await balance('processed'), 2e9);
  assert.equal((await ask('getHealth')).result, 'ok');
  await client.settled();
  assert.equal(client.told.length, 2);
});

test('an endpoint far behind still reads each commitment as it was', { timeout }, async (t) => {
  const { pay, slots, address, post, faults } = await openChain(t);
  const to = address();
  faults['replica-behind'] = { blocks: 40 };
  for (let i = 0; i < 90; i += 1) {
    pay(to);
    await slots(1);
  }
  const seen = [];
  for (const commitment of ['processed', 'confirmed', 'finalized']) {
    const request = { jsonrpc: '2.0', id: 1, method: 'getBalance', params: [to, { commitment }] };
    seen.push(JSON.parse((await post(JSON.stringify(request), '/replica')).text).result.value / 1e9);
  }
  assert.deepEqual(seen, [51, 49, 19]);
});
