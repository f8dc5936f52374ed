import { test } from 'node:test';
import { checkBroken } from '../../test/solana/check-never-throws.ts';
import { checkLiquidity, checkNames, checkPool, checkSwap } from '../../test/solana/check-platform.ts';
import { createIdlEncoder } from '../../test/solana/idl-encoder.ts';
import { saber } from './saber.ts';

/** As the program's own development kit (3.0.0) describes it, in the order of the numbers. */
const accountsOf = {
  initialize: `swap authority admin_account admin_fee_account_a admin_fee_account_b token_mint_a token_account_a
    token_mint_b token_account_b pool_token_mint destination_pool_token_account token_program`,
  swap: `swap authority user_authority user_source pool_source pool_destination user_destination admin_destination
    token_program`,
  deposit: `swap authority user_authority source_a source_b token_account_a token_account_b pool_token_mint
    pool_token_account token_program`,
  withdraw: `swap authority user_authority pool_mint source_account token_account_a token_account_b user_account_a
    user_account_b admin_fee_account_a admin_fee_account_b token_program`,
  withdraw_one: `swap authority user_authority pool_mint source_account base_token_account quote_token_account
    destination_account admin_destination_account token_program`,
};

const instructions = Object.entries(accountsOf).map(([name, accounts], value) => ({
  name,
  discriminant: { value },
  accounts: accounts.split(/\s+/).map((account) => ({ name: account })),
  args: [],
}));
const described = createIdlEncoder({ address: saber.programs[0] as string, instructions });

test('swaps are read by their vaults, whatever their form', () => {
  checkSwap(saber, described, 'swap', {
    pool: 'swap',
    user: 'user_authority',
    vaults: ['pool_source', 'pool_destination'],
  });
  checkNames(saber, described);
});

test('liquidity and new pools', () => {
  const of = { pool: 'swap', user: 'user_authority' } as const;
  const vaults = ['token_account_a', 'token_account_b'] as const;
  checkLiquidity(saber, described, 'deposit', { ...of, vaults, type: 'liquidityAdded' });
  checkLiquidity(saber, described, 'withdraw', { ...of, vaults, type: 'liquidityRemoved' });
  checkLiquidity(saber, described, 'withdraw_one', {
    ...of,
    vaults: ['base_token_account'],
    type: 'liquidityRemoved',
  });
  const mints = ['token_mint_a', 'token_mint_b'] as const;
  checkPool(saber, described, 'initialize', { pool: 'swap', creator: 'admin_account', mints });
});

test('half an instruction never throws', () => {
  checkBroken(saber, described);
});
