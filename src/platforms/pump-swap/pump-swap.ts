import { definePlatform } from '../platform.ts';
import { readByName } from '../reading/by-name.ts';
import { liquidityAddedAt, liquidityRemovedAt, poolCreatedAt, swapAt } from '../reading/by-place.ts';
import { readRoute } from './route.ts';

/** Of no interest: settings, fees of creators and protocol, volume accounts. */
const others = `
  admin_cto_pool admin_set_coin_creator admin_update_token_incentives claim_cashback claim_token_incentives
  close_user_volume_accumulator collect_coin_creator_fee create_config disable extend_account init_boost
  init_user_volume_accumulator migrate_pool_coin_creator set_boost_authority set_coin_creator
  set_reserved_fee_recipient set_reserved_fee_recipients sweep_creator_fee sweep_protocol_fee
  sync_user_volume_accumulator toggle_boost toggle_cashback_enabled toggle_mayhem_mode transfer_creator_fees_to_pump
  transfer_creator_fees_to_pump_v2 update_admin update_buyback_config update_creator_fee_config update_fee_config
`;

const liquidity = { pool: 0, user: 2, vaults: [9, 10] };

/** Which of its tokens a pool calls base is up to who made it: a buy of wrapped SOL is told as what moved. */
export const pumpSwap = definePlatform({
  name: 'pump-swap',
  title: 'PumpSwap',
  summary: 'Constant-product pools of Pump.fun, where its tokens trade once their curve is full.',
  kind: 'pool',
  programs: ['pAMMBay6oceH9fJKBRHGP5D4bD4sWpmSwMn52FMfXEA'],
  read: readByName(
    {
      'buy buy_exact_quote_in sell buy_v2 buy_exact_quote_in_v2 sell_v2': swapAt({
        pool: 0,
        user: 1,
        vaults: [7, 8],
      }),
      multi_hop_swap: readRoute,
      // The pool buys its own token, which is burned at once.
      boost_buy_and_burn: swapAt({ pool: 0, user: 7, vaults: [5, 6] }),
      create_pool: poolCreatedAt({ pool: 0, creator: 2, mints: [3, 4], vaults: [9, 10] }),
      deposit: liquidityAddedAt(liquidity),
      withdraw: liquidityRemovedAt(liquidity),
    },
    others,
  ),
});
