import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { buildTransaction, type Call, transferOf } from '../../test/solana/built-transaction.ts';
import { mintA, mintB, readAll, user } from '../../test/solana/check-platform.ts';
import { addressFor } from '../../test/solana/idl-encoder.ts';
import { readRecorded } from '../../test/solana/recorded-swaps.ts';
import { openbookV1 } from './openbook-v1.ts';

const program = 'srmqPvymJeFKQ4zGQed1GFppgkRHL9kaELCbyksJtPX';
const [market, orders] = [addressFor('market'), addressFor('open orders')];
const [vaultA, vaultB, walletA, walletB] = ['vault A', 'vault B', 'wallet A', 'wallet B'].map(addressFor) as [
  string,
  string,
  string,
  string,
];
const referrer = addressFor('referrer');

/** Accounts as the client of Serum (0.13.65) lists them. */
const places = {
  newOrderV3: ['requests', 'events', 'bids', 'asks', 'payer'].map(addressFor),
};

function callOf(number: number, accounts: readonly string[], calls: readonly Call[] = []): Call {
  return { program, accounts, data: Uint8Array.of(0, number, 0, 0, 0), calls };
}

function move(mint: string, from: string, to: string, amount: bigint): Call {
  return transferOf({ mint, from, to, authority: user, amount });
}

const order = (amount: bigint) =>
  callOf(
    10,
    [market, orders, ...places.newOrderV3, user, vaultA, vaultB],
    [move(mintB, walletB, vaultB, amount)],
  );
const settling = (calls: readonly Call[]) =>
  callOf(
    5,
    [
      market,
      orders,
      user,
      vaultA,
      vaultB,
      walletA,
      walletB,
      addressFor('signer'),
      addressFor('token'),
      referrer,
    ],
    calls,
  );
const swap = (instruction: number, paid: bigint, got: bigint) => ({
  type: 'swap',
  instruction,
  program,
  pool: market,
  user,
  input: { mint: mintB, amount: paid },
  output: { mint: mintA, amount: got },
});

test('an order and its settling in one transaction are a swap, less what comes back', () => {
  const settled = settling([
    move(mintA, vaultA, walletA, 30n),
    move(mintB, vaultB, walletB, 100n),
    move(mintB, vaultB, referrer, 7n),
  ]);
  const [, , swaps] = readAll(openbookV1, buildTransaction([callOf(15, []), order(1000n), settled]));
  assert.deepEqual(swaps, [swap(3, 900n, 30n)]);
});

test('an order alone, a settling alone and one before an order are no swap', () => {
  const settled = settling([move(mintA, vaultA, walletA, 30n)]);
  assert.deepEqual(readAll(openbookV1, buildTransaction([order(1000n)])), [[]]);
  assert.deepEqual(readAll(openbookV1, buildTransaction([settled])), [[]]);
  assert.deepEqual(readAll(openbookV1, buildTransaction([settled, order(1000n)])), [[], []]);
  const nothingGot = settling([move(mintB, vaultB, walletB, 1000n)]);
  assert.deepEqual(readAll(openbookV1, buildTransaction([order(1000n), nothingGot])), [[], []]);
  const gotBefore = settling([move(mintA, vaultA, walletA, 30n), move(mintB, vaultB, walletB, 1000n)]);
  assert.deepEqual(readAll(openbookV1, buildTransaction([order(1000n), gotBefore])), [[], []]);
});

test('an order that only waits in the book is no swap with what is paid out behind it', () => {
  const settled = settling([move(mintA, vaultA, walletA, 30n)]);
  const of = { program, calls: order(1000n).calls ?? [] };
  /** Side, price, quantities, behaviour towards itself, kind: 4, 8, 8 and once more 8 bytes, 4 and 4. */
  const third = (kind: number) => ({
    ...of,
    accounts: order(1n).accounts,
    data: dataOf(10, 4 + 8 + 8 + 8 + 4, kind),
  });
  /** The first version of an order has one quantity, and its vaults stand elsewhere. */
  const firstAccounts = [market, orders, addressFor('requests'), addressFor('payer'), user, vaultA, vaultB];
  const first = (kind: number) => ({ ...of, accounts: firstAccounts, data: dataOf(1, 4 + 8 + 8, kind) });
  for (const make of [third, first])
    for (const kind of [0, 1, 2]) {
      const [, swaps] = readAll(openbookV1, buildTransaction([make(kind), settled]));
      assert.deepEqual(swaps, kind === 2 ? [] : [swap(2, 1000n, 30n)]);
    }
});

function dataOf(number: number, before: number, kind: number): Uint8Array {
  return Uint8Array.of(0, number, 0, 0, 0, ...new Uint8Array(before), kind, 0, 0, 0, ...new Uint8Array(10));
}

test('an order is settled once', () => {
  const settled = settling([move(mintA, vaultA, walletA, 30n)]);
  const readings = readAll(openbookV1, buildTransaction([order(1000n), settled, settled]));
  assert.deepEqual(readings, [[], [swap(2, 1000n, 30n)], []]);
});

test('taking at once is read by the vaults', () => {
  const accounts = ['requests', 'events', 'bids', 'asks', 'wallet A', 'wallet B'].map(addressFor);
  const taken = callOf(
    13,
    [market, ...accounts, user, vaultA, vaultB],
    [move(mintB, walletB, vaultB, 50n), move(mintA, vaultA, walletA, 3n)],
  );
  assert.deepEqual(readAll(openbookV1, buildTransaction([taken])), [[swap(0, 50n, 3n)]]);
});

test('a new market is made by who pays for the transaction', () => {
  const accounts = [market, ...['requests', 'events', 'bids', 'asks'].map(addressFor), vaultA, vaultB];
  const made = callOf(0, [...accounts, mintA, mintB]);
  const of = { type: 'poolCreated', instruction: 0, program, pool: market, creator: user };
  assert.deepEqual(readAll(openbookV1, buildTransaction([made])), [
    [{ ...of, mints: [mintA, mintB], amounts: [] }],
  ]);
});

test('what has no number of an instruction is told by its bytes', () => {
  const odd = { program, accounts: [market], data: Uint8Array.of(1, 5, 0, 0, 0, 9) };
  assert.deepEqual(readAll(openbookV1, buildTransaction([odd, callOf(99, [])])), [
    { notUnderstood: 'unknown instruction 0x0105000000' },
    { notUnderstood: 'unknown instruction 0x0063000000' },
  ]);
});

test('a recorded pool creation opens an account of orders, which is nothing', {
  skip: skipsWithoutData,
}, () => {
  assert.deepEqual(readRecorded(openbookV1, '68-pool-create-raydiumv4-4QHnBNA5'), []);
});
