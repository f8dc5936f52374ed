import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildTransaction } from '../../test/solana/built-transaction.ts';
import { checkBroken } from '../../test/solana/check-never-throws.ts';
import { checkNames, checkSwap, readAll, toEncoder, user } from '../../test/solana/check-platform.ts';
import { addressFor } from '../../test/solana/idl-encoder.ts';
import { meteoraDbc } from './meteora-dbc.ts';

const program = 'dbcij3LWUppWqq96dh6gJWwBifmcGfLSB5D4DuSMaqN';
const swap = `pool_authority config pool input_token_account output_token_account base_vault quote_vault base_mint
  quote_mint payer token_base_program token_quote_program referral_token_account event_authority program`;
const launch = 'config pool_authority creator base_mint quote_mint pool base_vault quote_vault payer';
const text = ['name:string', 'symbol:string', 'uri:string'];

/** As the program's own development kit (1.5.12) describes it. */
const described = toEncoder(
  program,
  {
    swap,
    swap2: swap,
    swap2_with_transfer_hook: swap,
    initialize_virtual_pool_with_spl_token: launch,
    initialize_virtual_pool_with_token2022: launch,
    initialize_virtual_pool_with_token2022_transfer_hook: launch,
    migrate_meteora_damm: `virtual_pool migration_metadata config pool_authority pool damm_config lp_mint token_a_mint
      token_b_mint a_vault b_vault`,
    migration_damm_v2: `virtual_pool migration_metadata config pool_authority pool first_position_nft_mint
      first_position_nft_account first_position second_position_nft_mint second_position_nft_account second_position
      damm_pool_authority amm_program base_mint quote_mint`,
    claim_creator_trading_fee: 'pool_authority pool',
    claim_trading_fee2: 'pool_authority config',
    claim_protocol_fee2: 'receiver_token_account',
    create_config: 'config',
    create_locker: 'virtual_pool',
    migration_damm_v2_create_metadata: 'virtual_pool',
    migrate_meteora_damm_lock_lp_token: 'virtual_pool',
    withdraw_leftover: 'pool_authority',
    transfer_pool_creator: 'virtual_pool',
  },
  {
    initialize_virtual_pool_with_spl_token: text,
    initialize_virtual_pool_with_token2022: text,
    initialize_virtual_pool_with_token2022_transfer_hook: text,
  },
);

test('swaps are read by their vaults, whatever their form', () => {
  for (const name of ['swap', 'swap2', 'swap2_with_transfer_hook'])
    checkSwap(meteoraDbc, described, name, {
      pool: 'pool',
      user: 'payer',
      vaults: ['base_vault', 'quote_vault'],
    });
});

const launches = described.idl.instructions.filter(({ name }) => name.startsWith('initialize'));

test('a launch tells the token with its names', () => {
  const args = { name: 'Zap', symbol: 'ZAP', uri: 'https://example.org/zap.json' };
  for (const { name } of launches) {
    const call = described.instruction(name, { accounts: { creator: user }, args });
    assert.deepEqual(readAll(meteoraDbc, buildTransaction([call])), [
      [
        {
          type: 'tokenLaunched',
          instruction: 0,
          program,
          pool: addressFor('pool'),
          mint: addressFor('base_mint'),
          creator: user,
          quoteMint: addressFor('quote_mint'),
          ...args,
        },
      ],
    ]);
  }
});

test('a launch that ends within its names is not understood', () => {
  const call = described.instruction(launches[0]?.name as string, { args: { name: 'Zap', symbol: 'ZAP' } });
  const [reading] = readAll(meteoraDbc, buildTransaction([{ ...call, data: call.data.subarray(0, 14) }]));
  assert.deepEqual(reading, { notUnderstood: 'the instruction ends early' });
});

test('a full curve migrates to a pool of either kind', () => {
  for (const [name, mint] of [
    ['migrate_meteora_damm', 'token_a_mint'],
    ['migration_damm_v2', 'base_mint'],
  ] as const) {
    const of = { type: 'migrated', instruction: 0, program, pool: addressFor('virtual_pool') };
    assert.deepEqual(readAll(meteoraDbc, buildTransaction([described.instruction(name)])), [
      [{ ...of, mint: addressFor(mint), to: addressFor('pool') }],
    ]);
  }
});

test('no instruction of the interface is unknown', () => {
  checkNames(meteoraDbc, described);
});

test('half an instruction never throws', () => {
  checkBroken(meteoraDbc, described);
});
