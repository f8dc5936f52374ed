import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { buildTransaction, transferOf } from '../../test/solana/built-transaction.ts';
import { checkBroken } from '../../test/solana/check-never-throws.ts';
import {
  checkLiquidity,
  checkNames,
  checkPool,
  checkSwap,
  readAll,
  user,
} from '../../test/solana/check-platform.ts';
import { addressFor, createIdlEncoder, type IdlEncoder, loadIdl } from '../../test/solana/idl-encoder.ts';
import { pancakeswap } from './pancakeswap.ts';

const options = { skip: skipsWithoutData };
const described = () => createIdlEncoder(loadIdl('pancakeswap'));
const vaults = ['token_vault_0', 'token_vault_1'] as const;

test('swaps are read by their vaults, whatever their form', options, () => {
  for (const name of ['swap', 'swap_v2'])
    checkSwap(pancakeswap, described(), name, {
      pool: 'pool_state',
      user: 'payer',
      vaults: ['input_vault', 'output_vault'],
    });
});

test('liquidity and new pools', options, () => {
  const idl = described();
  const changes = idl.idl.instructions.filter(({ name }) =>
    /^(open_position|(in|de)crease_liquidity)/.test(name),
  );
  assert.equal(changes.length, 7);
  const taking: IdlEncoder = {
    ...idl,
    instruction: (name, values) => idl.instruction(name, { ...values, args: { liquidity: 5n } }),
  };
  for (const { name } of changes)
    checkLiquidity(pancakeswap, name.startsWith('decrease') ? taking : idl, name, {
      pool: 'pool_state',
      user: name.startsWith('open') ? 'payer' : 'nft_owner',
      vaults,
      type: name.startsWith('decrease') ? 'liquidityRemoved' : 'liquidityAdded',
    });
  const mints = ['token_mint_0', 'token_mint_1'] as const;
  checkPool(pancakeswap, idl, 'create_pool', { pool: 'pool_state', creator: 'pool_creator', mints });
});

test('a route tells each pool that it goes through', options, () => {
  const move = (mint: string, from: string, to: string, amount: bigint) =>
    transferOf({
      mint: addressFor(mint),
      from: addressFor(from),
      to: addressFor(to),
      authority: user,
      amount,
    });
  const first = ['config 1', 'pool 1', 'own two', 'in 1', 'out 1', 'two', 'prices 1', 'ticks 1'];
  const second = ['config 2', 'pool 2', 'own three', 'in 2', 'out 2', 'three', 'prices 2'];
  const call = described().instruction('swap_router_base_in', {
    accounts: { payer: user },
    more: [...first, ...second].map(addressFor),
  });
  const calls = [
    move('one', 'own one', 'in 1', 100n),
    move('two', 'out 1', 'own two', 50n),
    move('two', 'own two', 'in 2', 50n),
    move('three', 'out 2', 'own three', 7n),
  ];
  const [swaps] = readAll(pancakeswap, buildTransaction([{ ...call, calls }]));
  assert.ok(Array.isArray(swaps));
  assert.deepEqual(
    swaps.map((swap) => [
      swap.type,
      swap.program,
      swap.pool,
      swap.user,
      swap.input.amount,
      swap.output.amount,
    ]),
    [
      ['swap', pancakeswap.programs[0], addressFor('pool 1'), user, 100n, 50n],
      ['swap', pancakeswap.programs[0], addressFor('pool 2'), user, 50n, 7n],
    ],
  );
});

test('no instruction of the interface is unknown', options, () => {
  checkNames(pancakeswap, described());
});

test('half an instruction never throws', options, () => {
  checkBroken(pancakeswap, described());
});
