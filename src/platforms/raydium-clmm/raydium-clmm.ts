// Raydium CLMM: pools of concentrated liquidity.
import { createByteReader } from '../../domain/solana/byte-reader.ts';
import { definePlatform } from '../platform.ts';
import { type Read, readByName } from '../reading/by-name.ts';
import { liquidityAddedAt, liquidityRemovedAt, poolCreatedAt, swapAt } from '../reading/by-place.ts';
import { readRoute } from './route.ts';

/** Of no interest: settings, positions without tokens, rewards and fees, orders that wait in a pool and are taken out. */
const others = `
  close_limit_order close_permission_pda close_position close_protocol_position close_support_mint_associated
  collect_fund_fee collect_protocol_fee collect_remaining_rewards create_amm_config create_dynamic_fee_config
  create_operation_account create_permission_pda create_support_mint_associated decrease_limit_order
  increase_limit_order initialize_reward open_limit_order set_reward_params settle_limit_order transfer_reward_owner
  update_amm_config update_dynamic_fee_config update_operation_account update_pool_status update_reward_infos
`;

export const raydiumClmm = definePlatform({
  name: 'raydium-clmm',
  title: 'Raydium CLMM',
  summary: 'Pools of concentrated liquidity by Raydium.',
  kind: 'pool',
  programs: ['CAMMCzo5YL8w4VFF8KVHrK22GGUsp5VTaW7grrKgrWqK'],
  read: readByName(
    {
      'swap swap_v2': swapAt({ pool: 2, user: 0, vaults: [5, 6] }),
      swap_router_base_in: readRoute,
      'create_pool create_customizable_pool': poolCreatedAt({ pool: 2, creator: 0, mints: [3, 4] }),
      'open_position open_position_v2': liquidityAddedAt({ pool: 5, user: 0, vaults: [12, 13] }),
      open_position_with_token22_nft: liquidityAddedAt({ pool: 4, user: 0, vaults: [11, 12] }),
      'increase_liquidity increase_liquidity_v2': liquidityAddedAt({ pool: 2, user: 0, vaults: [9, 10] }),
      'decrease_liquidity decrease_liquidity_v2': unlessZero(
        liquidityRemovedAt({ pool: 3, user: 0, vaults: [5, 6] }),
      ),
    },
    others,
  ),
});

/** To take no liquidity out is how fees are collected. */
function unlessZero(read: Read): Read {
  return (instruction, transaction) => {
    const reader = createByteReader(instruction.data, 8);
    const liquidity = reader.u128();
    return reader.isWhole && liquidity === 0n ? [] : read(instruction, transaction);
  };
}
