import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildTransaction, type Call, transferOf } from '../../../test/solana/built-transaction.ts';
import { addressFor } from '../../../test/solana/idl-encoder.ts';
import { swapByVaults } from './swap-by-vaults.ts';

const [pool, user, program] = [addressFor('pool'), addressFor('user'), addressFor('program')];
const [sol, coin, other] = [addressFor('SOL'), addressFor('coin'), addressFor('other')];
const vaults = [addressFor('vault of SOL'), addressFor('vault of coins')] as const;
const unread = { notUnderstood: 'no single token went in and another came out' };

function move(mint: string, from: string, to: string, amount: bigint): Call {
  return transferOf({ mint, from, to, authority: user, amount });
}

function read(calls: readonly Call[]) {
  const transaction = buildTransaction([{ program, accounts: [], data: Uint8Array.of(1), calls }]);
  const [instruction] = transaction.instructions;
  assert.ok(instruction);
  const swap = swapByVaults(instruction, transaction, { pool, user, vaults });
  return 'notUnderstood' in swap ? swap : [swap.input, swap.output];
}

const paid = move(sol, addressFor('own SOL'), vaults[0], 100n);
const got = move(coin, vaults[1], addressFor('own coins'), 7n);

test('what goes out of a vault again at once never reached the pool', () => {
  const fee = move(sol, vaults[0], addressFor('fees'), 3n);
  const [input, output] = [
    { mint: sol, amount: 97n },
    { mint: coin, amount: 7n },
  ];
  assert.deepEqual(read([paid, got, fee]), [input, output]);
  assert.deepEqual(read([fee, got, paid]), [input, output]);
});

test('what several get out of a vault all left the pool', () => {
  const fee = move(coin, vaults[1], addressFor('fees'), 2n);
  assert.deepEqual(read([paid, got, fee]), [
    { mint: sol, amount: 100n },
    { mint: coin, amount: 9n },
  ]);
});

test('a swap that gives nothing is one', () => {
  const nothing = move(coin, vaults[1], addressFor('own coins'), 0n);
  assert.deepEqual(read([paid, nothing]), [
    { mint: sol, amount: 100n },
    { mint: coin, amount: 0n },
  ]);
});

test('what is no swap is not understood', () => {
  assert.deepEqual(read([]), unread);
  assert.deepEqual(read([paid]), unread);
  assert.deepEqual(read([got]), unread);
  assert.deepEqual(read([paid, move(coin, addressFor('own coins'), vaults[1], 7n)]), unread);
  assert.deepEqual(read([paid, got, move(other, vaults[1], addressFor('own others'), 1n)]), unread);
  assert.deepEqual(read([move(sol, vaults[0], vaults[1], 5n)]), unread);
});

test('a transfer that keeps back more than it moves is none', () => {
  const broken = transferOf({
    mint: sol,
    from: addressFor('own SOL'),
    to: vaults[0],
    authority: user,
    amount: 5n,
    fee: 6n,
  });
  assert.deepEqual(read([broken, got]), unread);
  assert.deepEqual(read([paid, broken, got]), read([paid, got]));
});
