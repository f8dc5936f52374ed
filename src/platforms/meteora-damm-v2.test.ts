import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { checkBroken } from '../../test/solana/check-never-throws.ts';
import {
  checkLiquidity,
  checkNames,
  checkPool,
  checkSwap,
  toEncoder,
} from '../../test/solana/check-platform.ts';
import { createIdlEncoder, loadIdl } from '../../test/solana/idl-encoder.ts';
import { meteoraDammV2 } from './meteora-damm-v2.ts';

const options = { skip: skipsWithoutData };
const described = () => createIdlEncoder(loadIdl('meteora-daam'));

/** Instructions that came after the recorded description. */
const later = toEncoder('cpamdpZCGKUy5JxQXB4dcpGPiikHawvSWAd6mEn1sGG', {
  swap2: `pool_authority pool input_token_account output_token_account token_a_vault token_b_vault token_a_mint
    token_b_mint payer token_a_program token_b_program referral_token_account event_authority program`,
  claim_protocol_fee2:
    'receiver_token_account token_a_mint token_b_mint token_a_program token_b_program pool',
  split_position2:
    'pool first_position first_position_nft_account second_position second_position_nft_account',
  lock_inner_position: 'pool position position_nft_account signer event_authority program',
  update_delegate_permission: 'position position_nft_account owner event_authority program',
  update_pool_fees: 'pool operator signer event_authority program',
  withdraw_dead_liquidity_reward: 'pool_authority pool reward_vault reward_mint funder_token_account funder',
  fix_pool_layout_version: 'pool operator signer',
});

const vaults = ['token_a_vault', 'token_b_vault'] as const;
const roles = { pool: 'pool', user: 'payer', vaults } as const;

test('swaps are read by their vaults, whatever their form', options, () => {
  checkSwap(meteoraDammV2, described(), 'swap', roles);
  checkSwap(meteoraDammV2, later, 'swap2', roles);
});

test('liquidity and new pools', options, () => {
  const idl = described();
  const owned = { pool: 'pool', user: 'owner', vaults } as const;
  checkLiquidity(meteoraDammV2, idl, 'add_liquidity', { ...owned, type: 'liquidityAdded' });
  for (const name of ['remove_liquidity', 'remove_all_liquidity'])
    checkLiquidity(meteoraDammV2, idl, name, { ...owned, type: 'liquidityRemoved' });
  const mints = ['token_a_mint', 'token_b_mint'] as const;
  for (const name of [
    'initialize_pool',
    'initialize_customizable_pool',
    'initialize_pool_with_dynamic_config',
  ])
    checkPool(meteoraDammV2, idl, name, { pool: 'pool', creator: 'creator', mints, vaults });
});

test('no instruction of the interface is unknown', options, () => {
  checkNames(meteoraDammV2, described());
  checkNames(meteoraDammV2, later);
});

test('half an instruction never throws', options, () => {
  checkBroken(meteoraDammV2, described());
  checkBroken(meteoraDammV2, later);
});
