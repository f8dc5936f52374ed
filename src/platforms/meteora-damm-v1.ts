import { definePlatform } from './platform.ts';
import { readByName } from './reading/by-name.ts';
import { liquidityAddedAt, liquidityRemovedAt, poolCreatedAt, swapAt } from './reading/by-place.ts';

/** Of no interest: settings, locks, and fees, which are nobody's trade. */
const others = `
  enable_or_disable_pool set_pool_fees override_curve_param get_pool_info create_mint_metadata create_lock_escrow lock
  claim_fee create_config close_config update_activation_point set_whitelisted_vault transfer_admin migrate_fee_account
  withdraw_protocol_fees partner_claim_fee create_operator_account close_operator_account zap_protocol_fee
`;

const liquidity = { pool: 0, user: 13, vaults: [9, 10] };
const newPool = { pool: 0, creator: 17, mints: [2, 3], vaults: [6, 7] };
const newPoolOfConfig = { pool: 0, creator: 18, mints: [3, 4], vaults: [7, 8] };

export const meteoraDammV1 = definePlatform({
  name: 'meteora-damm-v1',
  title: 'Meteora DAMM v1',
  summary: 'Dynamic pools of Meteora, whose tokens lie in the vaults of a lending program.',
  kind: 'pool',
  programs: ['Eo7WjKq67rjJQSZxS6z3YkapzY3eMj6Xy8X5EQVn5UaB'],
  read: readByName(
    {
      swap: swapAt({ pool: 0, user: 12, vaults: [5, 6] }),
      'add_balance_liquidity add_imbalance_liquidity bootstrap_liquidity': liquidityAddedAt(liquidity),
      remove_balance_liquidity: liquidityRemovedAt(liquidity),
      remove_liquidity_single_side: liquidityRemovedAt({ pool: 0, user: 12, vaults: [9, 10] }),
      initialize_permissioned_pool: poolCreatedAt({ pool: 0, creator: 15, mints: [2, 3] }),
      'initialize_permissionless_pool initialize_permissionless_pool_with_fee_tier': poolCreatedAt(newPool),
      initialize_customizable_permissionless_constant_product_pool: poolCreatedAt(newPool),
      'initialize_permissionless_constant_product_pool_with_config initialize_permissionless_constant_product_pool_with_config2':
        poolCreatedAt(newPoolOfConfig),
    },
    others,
  ),
});
