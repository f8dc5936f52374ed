import { definePlatform } from './platform.ts';
import { readByName } from './reading/by-name.ts';
import { liquidityAddedAt, liquidityRemovedAt, poolCreatedAt, swapAt } from './reading/by-place.ts';

/** Of no interest: settings, positions without tokens, fees and rewards, which are nobody's trade. */
const others = `
  claim_partner_fee claim_position_fee claim_protocol_fee claim_protocol_fee2 claim_reward fund_reward initialize_reward
  update_reward_duration update_reward_funder withdraw_ineligible_reward withdraw_dead_liquidity_reward
  create_claim_fee_operator close_claim_fee_operator create_operator_account close_operator_account
  create_config create_dynamic_config close_config create_token_badge close_token_badge set_pool_status
  create_position close_position lock_position lock_inner_position permanent_lock_position refresh_vesting
  split_position split_position2 update_pool_fees update_delegate_permission zap_protocol_fee
  fix_config_fee_params fix_pool_fee_params fix_pool_layout_version dummy_ix
`;

const removed = { pool: 1, user: 10, vaults: [5, 6] };

export const meteoraDammV2 = definePlatform({
  name: 'meteora-damm-v2',
  title: 'Meteora DAMM v2',
  summary: 'Constant product pools of Meteora with positions, to which its bonding curves graduate.',
  kind: 'pool',
  programs: ['cpamdpZCGKUy5JxQXB4dcpGPiikHawvSWAd6mEn1sGG'],
  read: readByName(
    {
      'swap swap2': swapAt({ pool: 1, user: 8, vaults: [4, 5] }),
      add_liquidity: liquidityAddedAt({ pool: 0, user: 9, vaults: [4, 5] }),
      'remove_liquidity remove_all_liquidity': liquidityRemovedAt(removed),
      initialize_pool: poolCreatedAt({ pool: 6, creator: 0, mints: [8, 9], vaults: [10, 11] }),
      initialize_customizable_pool: poolCreatedAt({ pool: 5, creator: 0, mints: [7, 8], vaults: [9, 10] }),
      initialize_pool_with_dynamic_config: poolCreatedAt({
        pool: 7,
        creator: 0,
        mints: [9, 10],
        vaults: [11, 12],
      }),
    },
    others,
  ),
});
