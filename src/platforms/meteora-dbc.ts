// The bonding curves of Meteora: tokens are launched on them and move to a pool of DAMM v1 or v2 when they are full.
import { createByteReader } from '../domain/solana/byte-reader.ts';
import { definePlatform } from './platform.ts';
import { type Read, readByName } from './reading/by-name.ts';
import { swapAt } from './reading/by-place.ts';

/** Of no interest: settings, fees, what is left after a migration, and what prepares one. */
const others = `
  claim_creator_trading_fee claim_creator_trading_fee2 claim_trading_fee claim_trading_fee2
  claim_protocol_fee claim_protocol_fee2 claim_partner_pool_creation_fee claim_protocol_pool_creation_fee
  create_claim_fee_operator close_claim_fee_operator close_claim_protocol_fee_operator
  create_operator_account close_operator_account create_token_badge close_token_badge
  create_config create_config_with_transfer_hook create_locker create_partner_metadata create_virtual_pool_metadata
  creator_withdraw_surplus partner_withdraw_surplus protocol_withdraw_surplus withdraw_leftover withdraw_migration_fee
  transfer_pool_creator migration_damm_v2_create_metadata migration_meteora_damm_create_metadata
  migrate_meteora_damm_claim_lp_token migrate_meteora_damm_lock_lp_token zap_protocol_fee
`;

const MISSING = { notUnderstood: 'accounts are missing' };

const readLaunch: Read = ({ accounts, data, index, program }) => {
  const [creator, mint, quoteMint, pool] = accounts.slice(2);
  if (creator === undefined || mint === undefined || quoteMint === undefined || pool === undefined)
    return MISSING;
  const reader = createByteReader(data, 8);
  const [name, symbol, uri] = [reader.text(), reader.text(), reader.text()];
  if (!reader.isWhole) return { notUnderstood: 'the instruction ends early' };
  const of = { instruction: index, program, pool };
  return [{ type: 'tokenLaunched', ...of, mint, creator, name, symbol, uri, quoteMint }];
};

function migratedAt(places: { mint: number; to: number }): Read {
  return ({ accounts, index, program }) => {
    const [pool, mint, to] = [accounts[0], accounts[places.mint], accounts[places.to]];
    if (pool === undefined || mint === undefined || to === undefined) return MISSING;
    return [{ type: 'migrated', instruction: index, program, pool, mint, to }];
  };
}

export const meteoraDbc = definePlatform({
  name: 'meteora-dbc',
  title: 'Meteora DBC',
  summary: 'Bonding curves of Meteora, on which other launchpads run too.',
  kind: 'curve',
  programs: ['dbcij3LWUppWqq96dh6gJWwBifmcGfLSB5D4DuSMaqN'],
  read: readByName(
    {
      'swap swap2 swap2_with_transfer_hook': swapAt({ pool: 2, user: 9, vaults: [5, 6] }),
      'initialize_virtual_pool_with_spl_token initialize_virtual_pool_with_token2022': readLaunch,
      initialize_virtual_pool_with_token2022_transfer_hook: readLaunch,
      migrate_meteora_damm: migratedAt({ mint: 7, to: 4 }),
      migration_damm_v2: migratedAt({ mint: 13, to: 4 }),
    },
    others,
  ),
});
