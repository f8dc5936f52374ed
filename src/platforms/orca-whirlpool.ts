import { definePlatform } from './platform.ts';
import { readByName } from './reading/by-name.ts';
import { inTurn, liquidityAddedAt, liquidityRemovedAt, poolCreatedAt, swapAt } from './reading/by-place.ts';

/** Of no interest: settings, positions without tokens, and fees and rewards, which are nobody's trade. */
const others = `
  initialize_config initialize_config_extension initialize_fee_tier initialize_adaptive_fee_tier initialize_tick_array
  initialize_dynamic_tick_array initialize_reward initialize_reward_v2 initialize_token_badge delete_token_badge
  initialize_position_bundle initialize_position_bundle_with_metadata delete_position_bundle
  open_position open_position_with_metadata open_position_with_token_extensions open_bundled_position
  close_position close_position_with_token_extensions close_bundled_position
  lock_position transfer_locked_position reset_position_range update_fees_and_rewards
  collect_fees collect_fees_v2 collect_reward collect_reward_v2 collect_protocol_fees collect_protocol_fees_v2
  set_reward_emissions set_reward_emissions_v2 set_default_fee_rate set_default_protocol_fee_rate set_fee_rate
  set_protocol_fee_rate set_fee_authority set_collect_protocol_fees_authority set_reward_authority
  set_reward_authority_by_super_authority set_reward_emissions_super_authority set_default_base_fee_rate
  set_delegated_fee_authority set_initialize_pool_authority set_preset_adaptive_fee_constants
  set_fee_rate_by_delegated_fee_authority set_config_extension_authority set_token_badge_authority
  set_token_badge_attribute set_adaptive_fee_constants set_config_feature_flag
  migrate_repurpose_reward_authority_space idl_include
`;

const position = { pool: 0, user: 2, vaults: [7, 8] };
const positionV2 = { pool: 0, user: 4, vaults: [11, 12] };
const reposition = { pool: 0, user: 4, vaults: [12, 13] };

export const orcaWhirlpool = definePlatform({
  name: 'orca-whirlpool',
  title: 'Orca Whirlpool',
  summary: 'Pools of concentrated liquidity by Orca.',
  kind: 'pool',
  programs: ['whirLbMiicVdio4qvUfM5KAg6Ct8VwpYzGff3uctyCc'],
  read: readByName(
    {
      swap: swapAt({ pool: 2, user: 1, vaults: [4, 6] }),
      swap_v2: swapAt({ pool: 4, user: 3, vaults: [8, 10] }),
      two_hop_swap: inTurn(
        swapAt({ pool: 2, user: 1, vaults: [5, 7] }),
        swapAt({ pool: 3, user: 1, vaults: [9, 11] }),
      ),
      two_hop_swap_v2: inTurn(
        swapAt({ pool: 0, user: 14, vaults: [9, 10] }),
        swapAt({ pool: 1, user: 14, vaults: [11, 12] }),
      ),
      initialize_pool: poolCreatedAt({ pool: 4, creator: 3, mints: [1, 2] }),
      initialize_pool_v2: poolCreatedAt({ pool: 6, creator: 5, mints: [1, 2] }),
      initialize_pool_with_adaptive_fee: poolCreatedAt({ pool: 7, creator: 5, mints: [1, 2] }),
      increase_liquidity: liquidityAddedAt(position),
      'increase_liquidity_v2 increase_liquidity_by_token_amounts_v2': liquidityAddedAt(positionV2),
      decrease_liquidity: liquidityRemovedAt(position),
      decrease_liquidity_v2: liquidityRemovedAt(positionV2),
      reposition_liquidity_v2: inTurn(liquidityRemovedAt(reposition), liquidityAddedAt(reposition)),
    },
    others,
  ),
});
