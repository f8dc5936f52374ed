import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadStateFile, saveStateFile } from './state-file.ts';
import { openChain, SOL } from './testing/chain-on-clock.ts';

const timeout = 20_000;
type Balance = { readonly value: number };

test('a chain that was saved goes on where it stopped, with its history', { timeout }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'chain-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'chain.state');
  assert.equal(await loadStateFile(path), undefined);

  const one = await openChain(t);
  const to = one.address();
  const first = one.pay(to, 2n * SOL);
  await one.slots(10);
  const second = one.pay(to, SOL);
  await saveStateFile(path, one.node.toState());
  const { slot, blockhash, height } = one.node.bank.ledger.head;

  const state = await loadStateFile(path);
  assert.ok(state);
  const other = await openChain(t, { state });
  assert.equal(other.node.faucet, one.node.faucet);
  assert.deepEqual(
    [
      other.node.bank.ledger.head.slot,
      other.node.bank.ledger.head.height,
      other.node.bank.ledger.head.blockhash,
    ],
    [slot, height, blockhash],
  );
  const read = async (commitment: string) =>
    (await other.rpc<Balance>('getBalance', to, { commitment })).value / 1e9;
  assert.deepEqual([await read('processed'), await read('confirmed'), await read('finalized')], [3, 2, 0]);
  const landed = await other.rpc<{ meta: { fee: number } }>('getTransaction', first.signature, {
    commitment: 'confirmed',
  });
  assert.equal(landed.meta.fee, 5000);
  await other.slots(33);
  assert.equal(await read('finalized'), 3);
  const listed = await other.rpc<{ signature: string }[]>('getSignaturesForAddress', to);
  assert.deepEqual(
    listed.map(({ signature }) => signature),
    [second.signature, first.signature],
  );
  // a blockhash from before is still good, and money that was received can be spent
  const again = other.node.submit(other.wallet.transfer(to, SOL, blockhash));
  assert.ok('block' in (again.result ?? {}));
  const repeated = other.node.bank.ledger.find(second.signature);
  assert.ok(repeated);
  assert.deepEqual(other.node.submit(repeated.bytes).result, { error: 'AlreadyProcessed', outcome: null });
});

test('a file that is no state is refused with what to do', { timeout }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'chain-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'chain.state');
  for (const content of ['', 'nothing', Buffer.from([255, 15, 111, 123, 0])]) {
    await writeFile(path, content);
    await assert.rejects(loadStateFile(path), { code: 'SANDBOX_STATE_UNREADABLE' });
  }
});
