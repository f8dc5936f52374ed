// Raydium LaunchLab: curves of many launch sites (LetsBonk among them), whose tokens move to a pool of Raydium when the curve is full.
import { createByteReader } from '../domain/solana/byte-reader.ts';
import type { Instruction } from '../domain/solana/transaction.ts';
import { definePlatform, type Reading } from './platform.ts';
import { readByName } from './reading/by-name.ts';
import { swapAt } from './reading/by-place.ts';

/** Of no interest: settings, fees, tokens that are locked for a time. */
const others = `
  claim_creator_fee claim_platform_fee claim_platform_fee_from_vault claim_vested_token close_platform_allow_config
  close_platform_curve_rule collect_fee collect_migrate_fee create_config create_platform_allow_config
  create_platform_config create_platform_curve_rule create_platform_vesting_account create_vesting_account
  remove_platform_curve_param remove_platform_curve_rule update_config update_platform_config
  update_platform_curve_param update_platform_curve_rule
`;

type MigrationPlaces = { readonly curve: number; readonly mint: number; readonly to: number };

export const raydiumLaunchlab = definePlatform({
  name: 'raydium-launchlab',
  title: 'Raydium LaunchLab',
  summary: 'Bonding curves of many launch sites, which move to a pool of Raydium when they are full.',
  kind: 'curve',
  programs: ['LanMV9sAd7wArD4vJFi2qDdfnVhFxYSUg6eADduJ3uj'],
  read: readByName(
    {
      'buy_exact_in buy_exact_out sell_exact_in sell_exact_out': swapAt({
        pool: 4,
        user: 0,
        vaults: [7, 8],
      }),
      'initialize initialize_v2 initialize_with_token_2022': readLaunch,
      migrate_to_amm: migrationAt({ curve: 23, mint: 1, to: 13 }),
      migrate_to_cpswap: migrationAt({ curve: 17, mint: 1, to: 5 }),
    },
    others,
  ),
});

/** All three ways have the same accounts in front and begin with what the token is called. */
function readLaunch({ accounts, data, index, program }: Instruction): Reading {
  const [, creator, , , , pool, mint, quoteMint] = accounts;
  const reader = createByteReader(data, 8);
  reader.u8(); // decimals
  const [name, symbol, uri] = [reader.text(), reader.text(), reader.text()];
  if (creator === undefined || pool === undefined || mint === undefined || quoteMint === undefined)
    return { notUnderstood: 'accounts are missing' };
  if (!reader.isWhole) return { notUnderstood: 'a launch that does not say its token' };
  return [
    { type: 'tokenLaunched', instruction: index, program, pool, mint, creator, name, symbol, uri, quoteMint },
  ];
}

function migrationAt(places: MigrationPlaces) {
  return ({ accounts, index, program }: Instruction): Reading => {
    const [pool, mint, to] = [accounts[places.curve], accounts[places.mint], accounts[places.to]];
    if (pool === undefined || mint === undefined || to === undefined)
      return { notUnderstood: 'accounts are missing' };
    return [{ type: 'migrated', instruction: index, program, pool, mint, to }];
  };
}
