import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toBase58 } from '../../../domain/solana/base58.ts';
import { openChain } from './testing/chain-on-clock.ts';

const timeout = 20_000;
type Balance = { readonly value: number };
type Statuses = {
  readonly value: ({ readonly confirmationStatus: string; readonly confirmations: number | null } | null)[];
};

test('what is processed is confirmed two blocks later and final after thirty-two', { timeout }, async (t) => {
  const { pay, rpc, slots, address } = await openChain(t);
  const to = address();
  const { signature } = pay(to);
  const seen = async () => {
    const balances = [];
    for (const commitment of ['processed', 'confirmed', 'finalized'])
      balances.push((await rpc<Balance>('getBalance', to, { commitment })).value / 1e9);
    const { value } = await rpc<Statuses>('getSignatureStatuses', [signature]);
    const known = await rpc('getTransaction', signature, { commitment: 'confirmed' });
    const ofAddress = await rpc<unknown[]>('getSignaturesForAddress', to);
    return [balances.join(' '), value[0]?.confirmationStatus, known !== null, ofAddress.length];
  };
  assert.deepEqual(await seen(), ['1 0 0', 'processed', false, 0]);
  await slots(1);
  assert.deepEqual(await seen(), ['1 0 0', 'processed', false, 0]);
  await slots(1);
  assert.deepEqual(await seen(), ['1 1 0', 'confirmed', true, 0]);
  await slots(29);
  assert.deepEqual(await seen(), ['1 1 0', 'confirmed', true, 0]);
  await slots(1);
  assert.deepEqual(await seen(), ['1 1 1', 'finalized', true, 1]);
});

test('each subscriber is told at its own commitment, once and in order', { timeout }, async (t) => {
  const { pay, slots, address, push } = await openChain(t);
  const to = address();
  const clients = await Promise.all([push(), push(), push()]);
  for (const [i, commitment] of ['processed', 'confirmed', 'finalized'].entries())
    await clients[i]?.ask('logsSubscribe', { mentions: [to] }, { commitment });
  const counts = async () => {
    await Promise.all(clients.map((client) => client.settled()));
    return clients.map(({ told }) => told.length).join(' ');
  };
  const sent = [pay(to), pay(to), pay(to)].map(({ signature }) => signature);
  assert.equal(await counts(), '3 0 0');
  await slots(2);
  assert.equal(await counts(), '3 3 0');
  await slots(30);
  assert.equal(await counts(), '3 3 3');
  await slots(20);
  assert.equal(await counts(), '3 3 3');
  for (const { told } of clients) {
    const results = told.map(({ params }) => params.result as { value: { signature: string } });
    assert.deepEqual(
      results.map(({ value }) => value.signature),
      sent,
    );
  }
});

test('a signature is told once, also to who asks when it has landed already', { timeout }, async (t) => {
  const { pay, slots, address, push, node } = await openChain(t);
  const client = await push();
  const { signature } = pay(address());
  await client.ask('signatureSubscribe', signature, { commitment: 'processed' });
  await client.ask('signatureSubscribe', signature, { commitment: 'confirmed' });
  await client.settled();
  assert.equal(client.told.length, 1);
  await slots(2);
  await client.settled();
  assert.equal(client.told.length, 2);
  assert.deepEqual((client.told[1]?.params.result as { value: unknown } | undefined)?.value, { err: null });
  assert.equal(node.tell()['subscriptions'], 0);
});

test('who asked for it hears that a transaction was received', { timeout }, async (t) => {
  const { wallet, node, address, push } = await openChain(t);
  const bytes = wallet.transfer(address(), 1_000_000n, node.bank.ledger.head.blockhash);
  const client = await push();
  const own = toBase58(bytes.subarray(1, 65));
  await client.ask('signatureSubscribe', own, { commitment: 'processed', enableReceivedNotification: true });
  node.submit(bytes);
  await client.count(2);
  const values = client.told.map(({ params }) => (params.result as { value: unknown }).value);
  assert.deepEqual(values, ['receivedSignature', { err: null }]);
});

test('a blockhash lives for 150 blocks', { timeout }, async (t) => {
  const { node, wallet, slots, address, rpc } = await openChain(t);
  const { blockhash } = node.bank.ledger.head;
  const transfer = () => wallet.transfer(address(), 1_000_000n, blockhash);
  await slots(150);
  assert.ok('block' in (node.submit(transfer()).result ?? {}));
  await slots(1);
  assert.deepEqual(node.submit(transfer()).result, { error: 'BlockhashNotFound', outcome: null });
  const commitment = 'processed';
  assert.equal((await rpc<{ value: boolean }>('isBlockhashValid', blockhash, { commitment })).value, false);
});

test('the same transaction lands once', { timeout }, async (t) => {
  const { node, wallet, slots, address } = await openChain(t);
  const bytes = wallet.transfer(address(), 1_000_000n, node.bank.ledger.head.blockhash);
  assert.ok('block' in (node.submit(bytes).result ?? {}));
  await slots(3);
  assert.deepEqual(node.submit(bytes).result, { error: 'AlreadyProcessed', outcome: null });
});

test('accounts of a program are told as filtered, blocks as they were asked for', { timeout }, async (t) => {
  const { pay, slots, address, push, node } = await openChain(t);
  const [to, system] = [address(), '11111111111111111111111111111111'];
  const client = await push();
  const commitment = 'confirmed';
  const none = await client.ask<number>('programSubscribe', system, {
    commitment,
    filters: [{ dataSize: 5 }],
  });
  const all = await client.ask<number>('programSubscribe', system, { commitment, encoding: 'base64' });
  const blocks = await client.ask<number>(
    'blockSubscribe',
    { mentionsAccountOrProgram: to },
    { commitment, encoding: 'base64', transactionDetails: 'signatures' },
  );
  const { signature } = pay(to);
  await slots(4);
  await client.settled();
  const of = (id: number) =>
    client.told.filter(({ params }) => params.subscription === id).map(({ params }) => params.result);
  assert.deepEqual(of(none), []);
  const told = of(all) as { value: { pubkey: string; account: { lamports: number } } }[];
  assert.ok(told.some(({ value }) => value.pubkey === to && value.account.lamports === 1e9));
  const [block, ...others] = of(blocks) as { value: { slot: number; block: { signatures: string[] } } }[];
  assert.deepEqual(others, []);
  assert.deepEqual(block?.value.block.signatures, [signature]);
  assert.equal(block?.value.slot, node.bank.ledger.find(signature)?.block.slot);
});

test('slots and roots are told one by one', { timeout }, async (t) => {
  const { slots, push } = await openChain(t);
  const client = await push();
  await client.ask('slotSubscribe');
  await client.ask('rootSubscribe');
  await slots(3);
  await client.settled();
  const of = (method: string) =>
    client.told.filter((one) => one.method === method).map(({ params }) => params.result);
  const told = of('slotNotification') as { slot: number; parent: number; root: number }[];
  assert.deepEqual(
    told.map(({ slot, parent, root }) => [slot - parent, slot - root]),
    [
      [1, 32],
      [1, 32],
      [1, 32],
    ],
  );
  assert.deepEqual(
    of('rootNotification'),
    told.map(({ root }) => root),
  );
});
