import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createSandboxClock } from '../../sandbox-clock.ts';
import { parseState } from './state.ts';
import { openChain, SOL, walletOf } from './testing/chain-on-clock.ts';
import { openTestNode } from './testing/open-node.ts';

const timeout = 20_000;

test('at a thousand times its speed it skips slots and keeps the time', { timeout }, async (t) => {
  const clock = createManualClock();
  const sandboxClock = createSandboxClock(clock, 1000);
  const { node } = await openTestNode({ real: clock, clock: sandboxClock });
  t.after(() => node.close());
  const { slot, height } = node.bank.ledger.head;
  await clock.advance(2000);
  const { head } = node.bank.ledger;
  assert.ok(head.height - height <= 100 && head.height - height >= 80, `${head.height - height} blocks`);
  assert.ok(Math.abs(head.slot - slot - 5000) <= 60, `${head.slot - slot} slots`);
  assert.ok(Math.abs(head.timeS - sandboxClock.now() / 1000) <= 25);
});

test('what an actor hands in lands at once, and its result is told', { timeout }, async (t) => {
  const { node, wallet, address } = await openChain(t);
  const hash = () => node.bank.ledger.head.blockhash;
  const landed = node.submit(wallet.transfer(address(), SOL, hash())).result;
  assert.ok(landed && 'block' in landed);
  assert.deepEqual([landed.error, landed.feeLamports], [null, 5000n]);
  const failed = node.submit(wallet.transfer(address(), 5000n * SOL, hash())).result;
  assert.ok(failed && 'block' in failed);
  assert.deepEqual(failed.error, { InstructionError: [1, { Custom: 1 }] });
  const poor = node.submit(walletOf(99).transfer(address(), SOL, hash())).result;
  assert.equal(poor?.error, 'AccountNotFound');
  assert.throws(() => node.submit(new Uint8Array(10)), { code: -32602 });
});

test('what happened long ago is forgotten when there is too much of it', { timeout }, async (t) => {
  const { node, wallet, slots, address } = await openChain(t, { maxTransactions: 50 });
  const signatures: string[] = [];
  for (let i = 0; i < 100; i += 1) {
    signatures.push(node.submit(wallet.transfer(address(), SOL, node.bank.ledger.head.blockhash)).signature);
    await slots(1);
  }
  assert.ok(node.bank.ledger.kept.transactions <= 52);
  assert.equal(node.bank.ledger.find(signatures[0] ?? ''), undefined);
  assert.ok(node.bank.ledger.find(signatures.at(-1) ?? ''));
  assert.equal(node.bank.ledger.historyOf(wallet.address).length, node.bank.ledger.kept.transactions);
});

test('a program that was added is there, also after the chain was saved', { timeout }, async (t) => {
  const { node, address, rpc } = await openChain(t);
  const id = address();
  node.addProgram(id, await readFile(new URL('../programs/cpmm.so', import.meta.url)));
  const read = (ask: typeof rpc) =>
    ask<{ value: { executable: boolean } | null }>('getAccountInfo', id, { encoding: 'base64' });
  assert.equal((await read(rpc)).value?.executable, true);
  const again = await openChain(t, { state: parseState(node.toState()) });
  assert.equal((await read(again.rpc)).value?.executable, true);
});

test('accounts that were set are found by program, owner and mint, and survive a fork', {
  timeout,
}, async (t) => {
  const { node, address, rpc, slots } = await openChain(t);
  const [owner, program] = [address(), address()];
  node.setAccount(owner, {
    lamports: SOL,
    data: Uint8Array.of(1, 2, 3, 4),
    owner: program,
    isExecutable: false,
  });
  node.fork(100, () => true);
  await slots(3);
  type Found = { pubkey: string; account: { data: string[] } }[];
  const filtered = (filters: unknown[]) =>
    rpc<Found>('getProgramAccounts', program, { encoding: 'base64', commitment: 'confirmed', filters });
  assert.equal((await filtered([]))[0]?.pubkey, owner);
  assert.equal(
    (await filtered([{ dataSize: 4 }, { memcmp: { offset: 1, bytes: 'AgM=', encoding: 'base64' } }])).length,
    1,
  );
  assert.equal((await filtered([{ memcmp: { offset: 0, bytes: 'AgM=', encoding: 'base64' } }])).length, 0);
  assert.equal((await filtered([{ dataSize: 5 }])).length, 0);
});
