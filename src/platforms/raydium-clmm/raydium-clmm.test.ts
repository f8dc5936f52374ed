import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../../test/recorded-data.ts';
import { buildTransaction, transferOf } from '../../../test/solana/built-transaction.ts';
import { checkNeverThrows } from '../../../test/solana/check-never-throws.ts';
import {
  checkLiquidity,
  checkNames,
  checkPool,
  checkSwap,
  readAll,
} from '../../../test/solana/check-platform.ts';
import { addressFor, createIdlEncoder, type IdlEncoder, loadIdl } from '../../../test/solana/idl-encoder.ts';
import { loadRecorded, readRecorded } from '../../../test/solana/recorded-swaps.ts';
import { raydiumClmm } from './raydium-clmm.ts';

const skip = skipsWithoutData;
const encoder = () => createIdlEncoder(loadIdl('raydium-clmm-v3'));
const vaults = ['token_vault_0', 'token_vault_1'] as const;

test('a swap is read in all its forms', { skip }, () => {
  const roles = { pool: 'pool_state', user: 'payer', vaults: ['input_vault', 'output_vault'] } as const;
  for (const name of ['swap', 'swap_v2']) checkSwap(raydiumClmm, encoder(), name, roles);
});

test('pools and positions are told', { skip }, () => {
  const mints = ['token_mint_0', 'token_mint_1'] as const;
  checkPool(raydiumClmm, encoder(), 'create_pool', { pool: 'pool_state', creator: 'pool_creator', mints });
  for (const name of ['open_position', 'open_position_v2', 'open_position_with_token22_nft'])
    checkLiquidity(raydiumClmm, encoder(), name, {
      pool: 'pool_state',
      user: 'payer',
      vaults,
      type: 'liquidityAdded',
    });
  const owned = { pool: 'pool_state', user: 'nft_owner', vaults } as const;
  for (const name of ['increase_liquidity', 'increase_liquidity_v2'])
    checkLiquidity(raydiumClmm, encoder(), name, { ...owned, type: 'liquidityAdded' });
  const taking: IdlEncoder = {
    ...encoder(),
    instruction: (name, values) => encoder().instruction(name, { ...values, args: { liquidity: 5n } }),
  };
  for (const name of ['decrease_liquidity', 'decrease_liquidity_v2'])
    checkLiquidity(raydiumClmm, taking, name, { ...owned, type: 'liquidityRemoved' });
});

test('taking no liquidity out is collecting fees, and nothing else', { skip }, () => {
  const [from, to] = [addressFor('token_vault_0'), addressFor('own')];
  const fees = transferOf({ mint: addressFor('mint'), from, to, authority: addressFor('pool'), amount: 3n });
  const transaction = buildTransaction([
    { ...encoder().instruction('decrease_liquidity_v2', { args: { liquidity: 0n } }), calls: [fees] },
  ]);
  assert.deepEqual(readAll(raydiumClmm, transaction), [[]]);
});

test('a route tells each pool that it goes through', { skip }, () => {
  const user = addressFor('payer');
  const [one, two, three] = ['mint one', 'mint two', 'mint three'].map(addressFor) as [
    string,
    string,
    string,
  ];
  const first = ['config 1', 'pool 1', 'own two', 'in 1', 'out 1', 'mint two', 'prices 1', 'ticks 1'];
  const second = ['config 2', 'pool 2', 'own three', 'in 2', 'out 2', 'mint three', 'prices 2'];
  const move = (mint: string, from: string, to: string, amount: bigint) =>
    transferOf({ mint, from: addressFor(from), to: addressFor(to), authority: user, amount });
  // A later version has two accounts more in front.
  for (const inFront of [[], ['event authority', 'program']]) {
    const transaction = buildTransaction([
      {
        ...encoder().instruction('swap_router_base_in', {
          more: [...inFront, ...first, ...second].map(addressFor),
        }),
        calls: [
          move(one, 'own one', 'in 1', 100n),
          move(two, 'out 1', 'own two', 50n),
          move(two, 'own two', 'in 2', 50n),
          move(three, 'out 2', 'own three', 7n),
        ],
      },
    ]);
    const of = { type: 'swap', instruction: 0, program: encoder().idl.address, user };
    const hop = (pool: string, mintIn: string, paid: bigint, mintOut: string, got: bigint) => ({
      ...of,
      pool: addressFor(pool),
      input: { mint: mintIn, amount: paid },
      output: { mint: mintOut, amount: got },
    });
    assert.deepEqual(readAll(raydiumClmm, transaction), [
      [hop('pool 1', one, 100n, two, 50n), hop('pool 2', two, 50n, three, 7n)],
    ]);
    checkNeverThrows(raydiumClmm, transaction);
  }
});

test('every instruction of its description is known, and another is told as unknown', { skip }, () => {
  checkNames(raydiumClmm, encoder());
});

test('recorded transactions are read as they were', { skip }, () => {
  const recorded = {
    '07-swap-jupiterv6-raydiumclmm-5aTjNTfg': ['100000000 → 12309272'],
    '34-swap-raydiumclmm-JiqYGkWc': ['21898077 → 4239', '4239 → 28168'],
  };
  for (const [name, told] of Object.entries(recorded)) {
    assert.deepEqual(readRecorded(raydiumClmm, name), told, name);
    checkNeverThrows(raydiumClmm, loadRecorded(name), 50);
  }
});
