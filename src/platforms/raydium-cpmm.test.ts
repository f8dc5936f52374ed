import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { checkLiquidity, checkNames, checkPool, checkSwap } from '../../test/solana/check-platform.ts';
import { createIdlEncoder, loadIdl } from '../../test/solana/idl-encoder.ts';
import { raydiumCpmm } from './raydium-cpmm.ts';

const skip = skipsWithoutData;
const vaults = ['token_0_vault', 'token_1_vault'] as const;
const mints = ['token_0_mint', 'token_1_mint'] as const;
const encoders = () => ['raydium-cpmm-v1', 'raydium-cpmm-v2'].map((name) => createIdlEncoder(loadIdl(name)));

test('a swap of either kind is read in all its forms', { skip }, () => {
  const roles = { pool: 'pool_state', user: 'payer', vaults: ['input_vault', 'output_vault'] } as const;
  for (const encoder of encoders())
    for (const name of ['swap_base_input', 'swap_base_output']) checkSwap(raydiumCpmm, encoder, name, roles);
});

test('pools and their liquidity are told', { skip }, () => {
  const roles = { pool: 'pool_state', user: 'owner', vaults } as const;
  for (const encoder of encoders()) {
    checkLiquidity(raydiumCpmm, encoder, 'deposit', { ...roles, type: 'liquidityAdded' });
    checkLiquidity(raydiumCpmm, encoder, 'withdraw', { ...roles, type: 'liquidityRemoved' });
    checkPool(raydiumCpmm, encoder, 'initialize', { pool: 'pool_state', creator: 'creator', mints, vaults });
  }
  const [, newer] = encoders();
  if (newer) {
    const pool = { pool: 'pool_state', creator: 'creator', mints, vaults };
    checkPool(raydiumCpmm, newer, 'initialize_with_permission', pool);
  }
});

test('every instruction of its descriptions is known, and another is told as unknown', { skip }, () => {
  for (const encoder of encoders()) checkNames(raydiumCpmm, encoder);
});
