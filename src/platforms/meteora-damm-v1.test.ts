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
  mintA,
  mintB,
  readAll,
  user,
} from '../../test/solana/check-platform.ts';
import { addressFor, createIdlEncoder, loadIdl } from '../../test/solana/idl-encoder.ts';
import { meteoraDammV1 } from './meteora-damm-v1.ts';

const program = 'Eo7WjKq67rjJQSZxS6z3YkapzY3eMj6Xy8X5EQVn5UaB';
const vaultProgram = '24Uqj9JCLxUeoC3hGfh5W3s9FM9uCHDS2SG3LYwBpyTi';
const options = { skip: skipsWithoutData };
const described = () => createIdlEncoder(loadIdl('meteora-amm'), { program });
const vaults = ['aTokenVault', 'bTokenVault'] as const;

test('swaps are read by the vaults of tokens, whatever their form', options, () => {
  const roles = { pool: 'pool', user: 'user', vaults } as const;
  checkSwap(meteoraDammV1, described(), 'swap', roles);
});

test(
  'tokens that the vault program moves count, and what the protocol takes before them does not',
  options,
  () => {
    const call = described().instruction('swap', { accounts: { user } });
    const move = (mint: string, from: string, to: string, amount: bigint) =>
      transferOf({ mint, from, to, authority: user, amount });
    const [own, mine] = [addressFor('own'), addressFor('mine')];
    const lending = { program: vaultProgram, accounts: [], data: Uint8Array.of(1) };
    const calls = [
      move(mintA, own, addressFor('protocolTokenFee'), 4n),
      { ...lending, calls: [move(mintA, own, addressFor('aTokenVault'), 996n)] },
      { ...lending, calls: [move(mintB, addressFor('bTokenVault'), mine, 50n)] },
    ];
    const [[swap]] = readAll(meteoraDammV1, buildTransaction([{ ...call, calls }])) as object[][] as [
      [object],
    ];
    assert.deepEqual(swap, {
      type: 'swap',
      instruction: 0,
      program,
      pool: addressFor('pool'),
      user,
      input: { mint: mintA, amount: 996n },
      output: { mint: mintB, amount: 50n },
    });
  },
);

test('liquidity and new pools', options, () => {
  const idl = described();
  const roles = { pool: 'pool', user: 'user', vaults } as const;
  for (const name of ['add_balance_liquidity', 'add_imbalance_liquidity', 'bootstrap_liquidity'])
    checkLiquidity(meteoraDammV1, idl, name, { ...roles, type: 'liquidityAdded' });
  for (const name of ['remove_balance_liquidity', 'remove_liquidity_single_side'])
    checkLiquidity(meteoraDammV1, idl, name, { ...roles, type: 'liquidityRemoved' });
  const pools = idl.idl.instructions.filter(({ name }) => /^initialize.*Pool/.test(name));
  assert.equal(pools.length, 6);
  for (const { name, accounts } of pools) {
    const isPaid = accounts.some((account) => account.name === 'aTokenVault');
    checkPool(meteoraDammV1, idl, name, {
      pool: 'pool',
      creator: isPaid ? 'payer' : 'admin',
      mints: ['tokenAMint', 'tokenBMint'],
      ...(isPaid ? { vaults } : {}),
    });
  }
});

test('no instruction of the interface is unknown', options, () => {
  checkNames(meteoraDammV1, described());
});

test('half an instruction never throws', options, () => {
  checkBroken(meteoraDammV1, described());
});
