import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { buildTransaction, transferOf } from '../../test/solana/built-transaction.ts';
import { checkBroken } from '../../test/solana/check-never-throws.ts';
import { checkNames, checkPool, checkSwap, mintA, readAll, user } from '../../test/solana/check-platform.ts';
import { addressFor, createIdlEncoder, loadIdl } from '../../test/solana/idl-encoder.ts';
import { readRecorded } from '../../test/solana/recorded-swaps.ts';
import { phoenix } from './phoenix.ts';

const options = { skip: skipsWithoutData };
const described = () => createIdlEncoder(loadIdl('phoenix'));
const roles = { pool: 'market', user: 'trader', vaults: ['baseVault', 'quoteVault'] } as const;

test(
  'swaps, and orders that are filled at once, are read by their vaults, whatever their form',
  options,
  () => {
    for (const name of ['Swap', 'PlaceLimitOrder']) checkSwap(phoenix, described(), name, roles);
  },
);

test('an order that waits in the book is nothing yet', options, () => {
  const call = described().instruction('PlaceLimitOrder', { accounts: { trader: user } });
  const [from, to] = [addressFor('own'), addressFor('baseVault')];
  const calls = [transferOf({ mint: mintA, from, to, authority: user, amount: 5n })];
  assert.deepEqual(readAll(phoenix, buildTransaction([{ ...call, calls }])), [[]]);
});

test('new markets', options, () => {
  const mints = ['baseMint', 'quoteMint'] as const;
  checkPool(phoenix, described(), 'InitializeMarket', { pool: 'market', creator: 'marketCreator', mints });
});

test('no instruction of the interface is unknown, and an unknown one is told by its bytes', options, () => {
  checkNames(phoenix, described());
  const call = { program: phoenix.programs[0] as string, accounts: [user], data: Uint8Array.of(77, 1) };
  assert.deepEqual(readAll(phoenix, buildTransaction([call])), [
    { notUnderstood: 'unknown instruction 0x4d01' },
  ]);
});

/** What it takes is rounded to lots, so that a router may have offered a little more. */
test('recorded swaps are what reached the vaults', options, () => {
  assert.deepEqual(readRecorded(phoenix, '54-swap-jupiterv6-phoenix-3Cn7LoFc'), ['1000000 → 151150']);
  assert.deepEqual(readRecorded(phoenix, '08-swap-jupiterv6-meteoradlmm-51SfoFAg'), [
    '126660000 → 580838181',
  ]);
});

test('half an instruction never throws', options, () => {
  checkBroken(phoenix, described());
});
