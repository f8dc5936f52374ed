import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openChain, SOL, walletOf } from './testing/chain-on-clock.ts';

const timeout = 20_000;
type Balance = { readonly value: number };

test('a fork undoes what was confirmed, and the rest lands again in another block', {
  timeout,
}, async (t) => {
  const { node, pay, rpc, slots, address } = await openChain(t);
  const [lost, kept] = [address(), address()];
  await slots(1);
  const dropped = pay(lost, 3n * SOL);
  const again = pay(kept, 2n * SOL);
  await slots(3);
  const read = async (of: string) =>
    (await rpc<Balance>('getBalance', of, { commitment: 'confirmed' })).value;
  assert.deepEqual([await read(lost), await read(kept)], [3e9, 2e9]);
  const before = node.bank.ledger.find(again.signature)?.block.slot ?? 0;

  assert.deepEqual(
    node.fork(5, ({ signature }) => signature === dropped.signature),
    [dropped.signature],
  );
  await slots(3);
  assert.deepEqual([await read(lost), await read(kept)], [0, 2e9]);
  assert.equal(await rpc('getTransaction', dropped.signature, { commitment: 'confirmed' }), null);
  const { value } = await rpc<{ value: unknown[] }>('getSignatureStatuses', [dropped.signature]);
  assert.deepEqual(value, [null]);
  const landed = await rpc<{ slot: number }>('getTransaction', again.signature, { commitment: 'confirmed' });
  assert.ok(landed.slot > before);
  assert.deepEqual(await rpc('getSignaturesForAddress', lost, { commitment: 'confirmed' }), []);
  await assert.rejects(rpc('getBlock', before, { commitment: 'confirmed' }), { code: -32007 });
  const blocks = await rpc<number[]>('getBlocks', before - 3, landed.slot, { commitment: 'confirmed' });
  assert.ok(!blocks.includes(before) && blocks.includes(landed.slot));
});

test('what is final stays, however deep the fork', { timeout }, async (t) => {
  const { node, pay, rpc, slots, address } = await openChain(t);
  const to = address();
  const { signature } = pay(to);
  await slots(40);
  const final = await rpc<number>('getSlot', { commitment: 'finalized' });
  assert.deepEqual(
    node.fork(1000, () => true),
    [],
  );
  assert.equal((await rpc<Balance>('getBalance', to, { commitment: 'processed' })).value, 1e9);
  assert.ok(await rpc('getTransaction', signature));
  assert.equal(await rpc('getSlot', { commitment: 'finalized' }), final);
});

test('a transaction that rests on one that is gone is gone as well', { timeout }, async (t) => {
  const { node, wallet, rpc, slots } = await openChain(t);
  const second = walletOf(2);
  const third = walletOf(3);
  const hash = () => node.bank.ledger.head.blockhash;
  const first = node.submit(wallet.transfer(second.address, SOL, hash()));
  const next = node.submit(second.transfer(third.address, SOL / 2n, hash()));
  await slots(3);
  const gone = node.fork(10, ({ signature }) => signature === first.signature);
  assert.deepEqual(gone, [first.signature, next.signature]);
  assert.equal((await rpc<Balance>('getBalance', third.address, { commitment: 'processed' })).value, 0);
});

test('subscribers hear again of what landed again, and a blockhash of an undone block is worth nothing', {
  timeout,
}, async (t) => {
  const { node, wallet, pay, slots, address, push } = await openChain(t);
  const to = address();
  const client = await push();
  await client.ask('accountSubscribe', to, { commitment: 'confirmed', encoding: 'base64' });
  pay(to);
  await slots(2);
  const { blockhash } = node.bank.ledger.head;
  node.fork(4, () => false);
  await slots(3);
  await client.settled();
  const slotsTold = client.told.map(
    ({ params }) => (params.result as { context: { slot: number } }).context.slot,
  );
  assert.equal(slotsTold.length, 2);
  assert.ok((slotsTold[1] ?? 0) > (slotsTold[0] ?? 0));
  // also when the chain is as long again
  await slots(5);
  const late = node.submit(wallet.transfer(to, SOL, blockhash));
  assert.deepEqual(late.result, { error: 'BlockhashNotFound', outcome: null });
});

test('an account that the virtual machine brought along is as it was after a fork', {
  timeout,
}, async (t) => {
  const { node, pay, rpc } = await openChain(t);
  const memo = 'MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr';
  const native = 'So11111111111111111111111111111111111111112';
  const read = async (of: string) =>
    (await rpc<Balance>('getBalance', of, { commitment: 'processed' })).value;
  const before = [await read(native), await read(memo)];
  const { signature: lost } = pay(native);
  assert.equal(await read(native), (before[0] ?? 0) + 1e9);
  node.fork(10, ({ signature }) => signature === lost);
  assert.deepEqual([await read(native), await read(memo)], before);
  pay(native);
  assert.equal(await read(native), (before[0] ?? 0) + 1e9);
});
