import { definePlatform } from './platform.ts';
import { readByName } from './reading/by-name.ts';
import { inTurn, liquidityAddedAt, liquidityRemovedAt, poolCreatedAt, swapAt } from './reading/by-place.ts';

/** Of no interest: settings, positions and bins without tokens, fees and rewards, and orders that wait in a bin. */
const others = `
  initialize_bin_array initialize_bin_array_bitmap_extension close_bin_array migrate_bin_array increase_oracle_length
  initialize_position initialize_position2 initialize_position_pda initialize_position_by_operator migrate_position
  close_position close_position2 close_position_if_empty increase_position_length increase_position_length2
  decrease_position_length update_position_operator set_permissionless_operation_bits
  claim_fee claim_fee2 claim_reward claim_reward2 update_fees_and_rewards update_fees_and_reward2
  initialize_reward fund_reward withdraw_ineligible_reward update_reward_duration update_reward_funder
  withdraw_protocol_fee zap_protocol_fee go_to_a_bin place_limit_order cancel_limit_order close_limit_order_if_empty
  initialize_preset_parameter initialize_preset_parameter2 initialize_preset_parameter_v2
  close_preset_parameter close_preset_parameter2 initialize_token_badge close_token_badge
  create_claim_protocol_fee_operator close_claim_protocol_fee_operator close_claim_fee_operator_account
  create_operator_account close_operator_account update_base_fee_parameters update_dynamic_fee_parameters
  update_fee_parameters update_fee_owner update_whitelisted_wallet toggle_pair_status set_lock_release_point
  set_activation_point set_activation_slot set_max_swapped_amount set_lock_release_slot
  set_pair_status set_pair_status_permissionless set_pre_activation_duration set_pre_activation_slot_duration
  set_pre_activation_swap_address for_idl_type_generation_do_not_call
`;

const swap = swapAt({ pool: 0, user: 10, vaults: [2, 3] });
/** Of liquidity before the second versions, whose bins stand in front of the sender. */
const first = { pool: 1, user: 11, vaults: [5, 6] };
const second = { pool: 1, user: 9, vaults: [5, 6] };

export const meteoraDlmm = definePlatform({
  name: 'meteora-dlmm',
  title: 'Meteora DLMM',
  summary: 'Pools of liquidity in price bins by Meteora.',
  kind: 'pool',
  programs: ['LBUZKhRxPF3XUpBCjp4YzTKgLccjZhTSDM9YuVaPwxo'],
  read: readByName(
    {
      'swap swap2 swap_exact_out swap_exact_out2 swap_with_price_impact swap_with_price_impact2': swap,
      'initialize_lb_pair initialize_lb_pair2': poolCreatedAt({ pool: 0, creator: 8, mints: [2, 3] }),
      'initialize_customizable_permissionless_lb_pair initialize_customizable_permissionless_lb_pair2':
        poolCreatedAt({ pool: 0, creator: 8, mints: [2, 3] }),
      initialize_permission_lb_pair: poolCreatedAt({ pool: 1, creator: 8, mints: [3, 4] }),
      'add_liquidity add_liquidity_by_strategy add_liquidity_by_weight': liquidityAddedAt(first),
      'add_liquidity2 add_liquidity_by_strategy2 add_liquidity_by_weight2': liquidityAddedAt(second),
      'add_liquidity_one_side add_liquidity_by_strategy_one_side add_liquidity_one_side_precise':
        liquidityAddedAt({ pool: 1, user: 8, vaults: [4] }),
      add_liquidity_one_side_precise2: liquidityAddedAt({ pool: 1, user: 6, vaults: [4] }),
      'remove_liquidity remove_liquidity_by_range remove_all_liquidity': liquidityRemovedAt(first),
      'remove_liquidity2 remove_liquidity_by_range2': liquidityRemovedAt(second),
      rebalance_liquidity: inTurn(liquidityRemovedAt(second), liquidityAddedAt(second)),
    },
    others,
  ),
});
