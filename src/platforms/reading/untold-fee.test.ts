import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildTransaction, type Call, transferOf } from '../../../test/solana/built-transaction.ts';
import { addressFor } from '../../../test/solana/idl-encoder.ts';
import { TOKEN_2022 } from '../../domain/solana/programs.ts';
import { movesOf } from './swap-by-vaults.ts';

const [mint, owner, own, vault] = ['mint', 'owner', 'own', 'vault'].map(addressFor) as [
  string,
  string,
  string,
  string,
];
const tokens = {
  [own]: { mint, owner, amount: 10_000n },
  [vault]: { mint, owner: addressFor('pool'), amount: 500n },
};

/** `transferChecked` of Token-2022: the fee is in no word of it, only in the balance. */
function silent(amount: bigint, fee: bigint): Call {
  const transfer = transferOf({ mint, from: own, to: vault, authority: owner, amount });
  return { ...transfer, program: TOKEN_2022, moved: { from: own, to: vault, amount, fee } };
}

function feesOf(calls: readonly Call[]): bigint[] {
  const program = addressFor('program');
  const transaction = buildTransaction([{ program, accounts: [], data: Uint8Array.of(1), calls }], {
    tokens,
  });
  const [outer] = transaction.instructions;
  assert.ok(outer);
  return movesOf(outer, transaction).map(({ fee }) => fee);
}

test('a fee that no instruction tells is what the balance lacks', () => {
  assert.deepEqual(feesOf([silent(1000n, 30n)]), [30n]);
  assert.deepEqual(feesOf([silent(1000n, 0n)]), [0n]);
});

test('of several transfers to one account each bears its share', () => {
  assert.deepEqual(feesOf([silent(1000n, 30n), silent(3000n, 90n)]), [30n, 90n]);
});

test('a fee that is told is not told twice', () => {
  const told = transferOf({ mint, from: own, to: vault, authority: owner, amount: 2000n, fee: 75n });
  assert.deepEqual(feesOf([told, silent(1000n, 30n)]), [75n, 30n]);
});

test('what left the account again is no fee', () => {
  const back = transferOf({ mint, from: vault, to: own, authority: owner, amount: 400n });
  assert.deepEqual(feesOf([silent(1000n, 30n), back]), [30n, 0n]);
});

test('a balance that the instructions do not explain tells no fee', () => {
  const more = silent(1000n, 0n);
  assert.deepEqual(feesOf([{ ...more, moved: { from: own, to: vault, amount: 0n, fee: 1400n } }]), [0n]);
});
