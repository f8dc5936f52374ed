import { definePlatform } from './platform.ts';
import { readByName } from './reading/by-name.ts';

/** Swaps, which the pools that they go to tell themselves. */
const swaps = `
  commission_sol_from_swap commission_sol_proxy_swap commission_sol_swap commission_sol_swap2
  commission_spl_from_swap commission_spl_proxy_swap commission_spl_swap commission_spl_swap2
  commission_wrap_unwrap from_swap_log platform_fee_sol_proxy_swap_v2 platform_fee_sol_wrap_unwrap_v2
  platform_fee_spl_proxy_swap_v2 proxy_swap swap swap2 swap_tob swap_tob_v3 swap_tob_v3_enhanced
  swap_tob_v3_with_receiver swap_toc swap_v3 swap_v3_with_cpi_event wrap_unwrap_v3 wrap_unwrap_v3_with_receiver
`;

/** Orders that wait for a price, and settings. */
const others = `
  add_resolver cancel_order claim commission_fill_order create_profit_snapshot create_token_account
  create_token_account_with_seed fill_order_by_resolver init_global_config pause place_order profit_check
  remove_resolver set_admin set_fee_multiplier set_trade_fee unpause update_order
`;

export const okxRouter = definePlatform({
  name: 'okx-router',
  title: 'OKX DEX',
  summary: 'Routes swaps of OKX and of the wallets that use it through pools of others.',
  kind: 'router',
  programs: ['6m2CDdhRgxpH4WjvdzxAYbGxwdGUz5MziiL5jek2kBma', 'proVF4pMXVaYqmy4NjniPh4pqKNfMmsihgd4wdkCX3u'],
  read: readByName({}, swaps + others),
});
