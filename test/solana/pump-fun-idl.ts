// What Pump.fun's own description says of its curves, as far as it is read: written down here, since the recorded ones lack it.
import type { Idl } from './idl-encoder.ts';

const ofCurve = 'system_program token_program creator_vault event_authority program';
const ofQuote = `global base_mint quote_mint base_token_program quote_token_program associated_token_program fee_recipient
  associated_quote_fee_recipient buyback_fee_recipient associated_quote_buyback_fee_recipient bonding_curve
  associated_base_bonding_curve associated_quote_bonding_curve user associated_base_user associated_quote_user`;
/** Since October 2026, with fewer accounts. */
const ofCurveAlone = `global base_mint quote_mint base_token_program quote_token_program bonding_curve
  associated_base_bonding_curve associated_quote_bonding_curve user associated_base_user associated_quote_user
  user_volume_accumulator fee_config buyback_fee_recipient system_program event_authority program`;
const inFront = 'global fee_recipient mint bonding_curve associated_bonding_curve associated_user user';
const launch = 'name:string symbol:string uri:string creator:pubkey';

const word = (names: string) => names.split(/\s+/).map((name) => `${name}:u64`);

export const pumpFunIdl: Idl = {
  address: '6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P',
  instructions: [
    instruction('buy', '66063d1201daebea', `${inFront} ${ofCurve}`, word('amount max_sol_cost')),
    instruction('sell', '33e685a4017f83ad', `${inFront} ${ofCurve}`, word('amount min_sol_output')),
    instruction('buy_exact_sol_in', '38fc74089edfcd5f', `${inFront} ${ofCurve}`, word('sol tokens')),
    instruction('buy_v2', 'b817ee6167c5d33d', ofQuote, word('amount max_sol_cost')),
    instruction('sell_v2', '5df6823ce7e940b2', ofQuote, word('amount min_sol_output')),
    instruction('buy_exact_quote_in_v2', 'c2ab1c46684d5b2f', ofQuote, word('spent tokens')),
    instruction('buy_v3', '07051dc4f5176550', ofCurveAlone, word('amount max_sol_cost')),
    instruction('sell_v3', '1c92de7726c469d5', ofCurveAlone, word('amount min_sol_output')),
    instruction('buy_exact_quote_in_v3', 'e1f7501ed5b38488', ofCurveAlone, word('spent tokens')),
    instruction('multi_hop_curve_swap', 'e19a7516d756f667', 'user'),
    instruction('sweep_creator_fee', '20f6bf3408c949ba', 'payer global base_mint'),
    instruction('sweep_protocol_fee', '0830be07b644b7e5', 'payer global base_mint'),
    instruction(
      'create',
      '181ec828051c0777',
      `mint mint_authority bonding_curve associated_bonding_curve global mpl_token_metadata metadata user
       system_program token_program associated_token_program rent event_authority program`,
      launch.split(' '),
    ),
    instruction(
      'create_v2',
      'd6904cec5f8b31b4',
      `mint mint_authority bonding_curve associated_bonding_curve global user system_program token_program
       associated_token_program mayhem_program_id global_params sol_vault mayhem_state mayhem_token_vault
       event_authority program`,
      launch.split(' '),
    ),
    instruction(
      'migrate',
      '9beae792ec9ea21e',
      'global withdraw_authority mint bonding_curve associated_bonding_curve user system_program token_program pump_amm pool',
    ),
    instruction(
      'migrate_v2',
      'bbcb121fceedfe29',
      `global withdraw_authority base_mint quote_mint bonding_curve associated_base_bonding_curve
       associated_quote_bonding_curve user system_program pump_amm pool`,
    ),
    instruction('withdraw', 'b712469c946da122', 'global last_withdraw mint bonding_curve'),
    instruction('extend_account', 'ea66c2cb96483ee5', 'account user'),
    instruction('collect_creator_fee', '1416567bc61cdb84', 'creator creator_vault'),
    instruction('collect_creator_fee_v2', 'cf118af204221338', 'creator creator_token_account'),
    instruction('init_user_volume_accumulator', '5e06ca73ff60e8b7', 'payer user'),
    instruction('claim_cashback', '253a237ebe35e4c5', 'user user_volume_accumulator'),
    instruction('distribute_creator_fees', 'a572670079cef751', 'mint bonding_curve'),
    instruction('admin_cto', '7d7ed6864de5bc59', 'authority global'),
  ],
  types: [
    { name: 'Shareholder', type: { kind: 'struct', fields: fields(['address:pubkey', 'share_bps:u16']) } },
  ],
  events: [
    {
      name: 'TradeEvent',
      discriminator: [...Buffer.from('bddb7fd34ee661ee', 'hex')],
      fields: [
        ...fields(
          `mint:pubkey sol_amount:u64 token_amount:u64 is_buy:bool user:pubkey timestamp:i64 virtual_sol_reserves:u64
           virtual_token_reserves:u64 real_sol_reserves:u64 real_token_reserves:u64 fee_recipient:pubkey
           fee_basis_points:u64 fee:u64 creator:pubkey creator_fee_basis_points:u64 creator_fee:u64 track_volume:bool
           total_unclaimed_tokens:u64 total_claimed_tokens:u64 current_sol_volume:u64 last_update_timestamp:i64
           ix_name:string mayhem_mode:bool cashback_fee_basis_points:u64 cashback:u64 buyback_fee_basis_points:u64
           buyback_fee:u64`.split(/\s+/),
        ),
        { name: 'shareholders', type: { vec: { defined: { name: 'Shareholder' } } } },
        ...fields(
          `quote_mint:pubkey quote_amount:u64 virtual_quote_reserves:u64 real_quote_reserves:u64
           holder_rewards_bps:u64 holder_rewards:u64 creator_fee_unclaimed:u64`.split(/\s+/),
        ),
      ],
    },
    {
      name: 'PostCompleteBuyEvent',
      discriminator: [...Buffer.from('6fb06d8b316cd5fb', 'hex')],
      fields: fields(
        `user:pubkey mint:pubkey bonding_curve:pubkey quote_mint:pubkey timestamp:i64 base_out:u64 quote_in:u64
         fee_basis_points:u64 fee:u64 creator_fee_basis_points:u64 creator_fee:u64 buyback_fee:u64`.split(
          /\s+/,
        ),
      ),
    },
    {
      name: 'CreateEvent',
      discriminator: [...Buffer.from('1b72a94ddeeb6376', 'hex')],
      fields: fields(
        `name:string symbol:string uri:string mint:pubkey bonding_curve:pubkey user:pubkey creator:pubkey timestamp:i64
         virtual_token_reserves:u64 virtual_sol_reserves:u64 real_token_reserves:u64 token_total_supply:u64
         token_program:pubkey is_mayhem_mode:bool is_cashback_enabled:bool quote_mint:pubkey
         virtual_quote_reserves:u64 creator_fee_bps:u64 is_holder_reward:bool`.split(/\s+/),
      ),
    },
  ],
};

function instruction(name: string, tag: string, accounts: string, args: readonly string[] = []) {
  return {
    name,
    discriminator: [...Buffer.from(tag, 'hex')],
    accounts: accounts.split(/\s+/).map((account) => ({ name: account })),
    args: fields(args),
  };
}

function fields(written: readonly string[]) {
  return written.map((field) => {
    const [name = '', type = ''] = field.split(':');
    return { name, type };
  });
}
