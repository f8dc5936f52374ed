import { definePlatform } from './platform.ts';
import { readByName } from './reading/by-name.ts';
import { liquidityAddedAt, liquidityRemovedAt, poolCreatedAt, swapAt } from './reading/by-place.ts';

/** Of no interest: settings and fees. */
const others = `
  close_creator_fee_share close_permission_pda close_support_mint_associated collect_creator_fee
  collect_creator_fee_permissionless collect_excess_lamports collect_fund_fee collect_protocol_fee
  collect_shared_creator_fee create_amm_config create_creator_fee_share create_permission_pda
  create_support_mint_associated update_amm_config update_pool_status
`;

const liquidity = { pool: 2, user: 0, vaults: [6, 7] };

export const raydiumCpmm = definePlatform({
  name: 'raydium-cpmm',
  title: 'Raydium CPMM',
  summary: 'Constant-product pools of Raydium, which take Token-2022 too.',
  kind: 'pool',
  programs: ['CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C'],
  read: readByName(
    {
      'swap_base_input swap_base_output': swapAt({ pool: 3, user: 0, vaults: [6, 7] }),
      initialize: poolCreatedAt({ pool: 3, creator: 0, mints: [4, 5], vaults: [10, 11] }),
      initialize_with_permission: poolCreatedAt({ pool: 4, creator: 1, mints: [5, 6], vaults: [11, 12] }),
      deposit: liquidityAddedAt(liquidity),
      withdraw: liquidityRemovedAt(liquidity),
    },
    others,
  ),
});
