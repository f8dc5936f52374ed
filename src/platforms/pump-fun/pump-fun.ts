// Pump.fun: bonding curves from which tokens are bought, and to which they are sold, until the curve is full and becomes a pool.
import { type ChainTransaction, callsOf, type Instruction } from '../../domain/solana/transaction.ts';
import { definePlatform, type Reading } from '../platform.ts';
import { readByName } from '../reading/by-name.ts';
import { readRoute, tradeAt } from './curve-trades.ts';
import { launchAt } from './launch.ts';

/** Of no interest: settings, fees of creators and holders, volume accounts, sizes of accounts. */
const others = `
  add_quote_control_mint add_quote_mint admin_cto admin_set_creator admin_set_idl_authority
  admin_update_token_incentives claim_cashback claim_cashback_v2 claim_token_incentives
  close_user_volume_accumulator collect_creator_fee collect_creator_fee_v2 distribute_creator_fees
  distribute_creator_fees_v2 distribute_fee_to_holders extend_account get_minimum_distributable_fee
  init_user_volume_accumulator initialize initialize_quote_control migrate_bonding_curve_creator
  remove_quote_control_mint remove_quote_mint set_creator set_mayhem_virtual_params set_metaplex_creator set_params
  set_quote_control_admin set_reserved_fee_recipients set_virtual_quote_reserves sweep_creator_fee sweep_protocol_fee
  sync_user_volume_accumulator toggle_cashback_enabled toggle_create_v2 toggle_mayhem_mode update_buyback_config
  update_creator_fee_config update_global_authority update_holder_reward_config
`;

type MigrationPlaces = { readonly mint: number; readonly curve: number; readonly to?: number };

export const pumpFun = definePlatform({
  name: 'pump-fun',
  title: 'Pump.fun',
  summary: 'Bonding curves where tokens are launched and traded until they move to a pool.',
  kind: 'curve',
  programs: ['6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P'],
  read: readByName(
    {
      'buy sell buy_exact_sol_in': tradeAt(3),
      'buy_v2 sell_v2 buy_exact_quote_in_v2': tradeAt(10),
      'buy_v3 sell_v3 buy_exact_quote_in_v3': tradeAt(5),
      multi_hop_curve_swap: readRoute,
      create: launchAt({ user: 7 }),
      create_v2: launchAt({ user: 5, quoteMint: 16 }),
      migrate: migrationAt({ mint: 2, curve: 3, to: 9 }),
      migrate_v2: migrationAt({ mint: 2, curve: 4, to: 10 }),
      // Before there was PumpSwap: somebody takes what the curve holds, and makes a pool of it later.
      withdraw: migrationAt({ mint: 2, curve: 3 }),
    },
    others,
  ),
});

/** Nothing where it called nobody: then the curve was migrated before. */
function migrationAt(places: MigrationPlaces) {
  return (instruction: Instruction, transaction: ChainTransaction): Reading => {
    const { accounts, index, program } = instruction;
    const [mint, pool] = [accounts[places.mint], accounts[places.curve]];
    const to = places.to === undefined ? null : accounts[places.to];
    if (mint === undefined || pool === undefined || to === undefined)
      return { notUnderstood: 'accounts are missing' };
    if (callsOf(transaction, instruction).length === 0) return [];
    return [{ type: 'migrated', instruction: index, program, pool, mint, to }];
  };
}
