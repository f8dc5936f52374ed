import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { buildTransaction, type Call, transferOf } from '../../test/solana/built-transaction.ts';
import { checkBroken } from '../../test/solana/check-never-throws.ts';
import {
  checkLiquidity,
  checkNames,
  checkPool,
  checkSwap,
  readAll,
  toEncoder,
  user,
} from '../../test/solana/check-platform.ts';
import { addressFor, createIdlEncoder, type IdlEncoder, loadIdl } from '../../test/solana/idl-encoder.ts';
import { readRecorded } from '../../test/solana/recorded-swaps.ts';
import { orcaWhirlpool } from './orca-whirlpool.ts';

const program = 'whirLbMiicVdio4qvUfM5KAg6Ct8VwpYzGff3uctyCc';
const options = { skip: skipsWithoutData };
const described = () => createIdlEncoder(loadIdl('orca-whirlpool'), { program });

/** Instructions that came after the recorded description. */
const later = toEncoder(program, {
  increase_liquidity_by_token_amounts_v2: `whirlpool token_program_a token_program_b memo_program position_authority
    position position_token_account token_mint_a token_mint_b token_owner_account_a token_owner_account_b token_vault_a
    token_vault_b tick_array_lower tick_array_upper`,
  reposition_liquidity_v2: `whirlpool token_program_a token_program_b memo_program position_authority funder position
    position_token_account token_mint_a token_mint_b token_owner_account_a token_owner_account_b token_vault_a
    token_vault_b existing_tick_array_lower existing_tick_array_upper new_tick_array_lower new_tick_array_upper
    system_program`,
  initialize_dynamic_tick_array: 'whirlpool funder tick_array system_program',
  set_adaptive_fee_constants: 'whirlpool whirlpools_config oracle fee_authority',
  set_config_feature_flag: 'whirlpools_config authority',
  set_token_badge_attribute: 'whirlpools_config',
  migrate_repurpose_reward_authority_space: 'whirlpool',
});

const vaults = ['tokenVaultA', 'tokenVaultB'] as const;

test('swaps are read by their vaults, whatever their form', options, () => {
  for (const name of ['swap', 'swap_v2'])
    checkSwap(orcaWhirlpool, described(), name, { pool: 'whirlpool', user: 'tokenAuthority', vaults });
});

test('a swap of two hops is two swaps', options, () => {
  const [spent, between, bought] = [addressFor('spent'), addressFor('between'), addressFor('bought')];
  const check = (call: Call, names: readonly string[], passes: readonly [string, string][]) => {
    const [oneIn, , , twoOut] = names.map(addressFor) as [string, string, string, string];
    const [own, mine] = [addressFor('own'), addressFor('mine')];
    const move = (mint: string, from: string, to: string, amount: bigint) =>
      transferOf({ mint, from, to, authority: user, amount });
    const calls = [
      move(spent, own, oneIn, 900n),
      ...passes.map(([from, to]) => move(between, from, to, 80n)),
      move(bought, twoOut, mine, 7n),
    ];
    const of = { type: 'swap', instruction: 0, program, user };
    assert.deepEqual(readAll(orcaWhirlpool, buildTransaction([{ ...call, calls }])), [
      [
        {
          ...of,
          pool: addressFor(names[4] as string),
          input: { mint: spent, amount: 900n },
          output: { mint: between, amount: 80n },
        },
        {
          ...of,
          pool: addressFor(names[5] as string),
          input: { mint: between, amount: 80n },
          output: { mint: bought, amount: 7n },
        },
      ],
    ]);
  };
  const old = described().instruction('two_hop_swap', { accounts: { tokenAuthority: user } });
  const through = addressFor('tokenOwnerAccountOneB');
  check(
    old,
    ['tokenVaultOneA', 'tokenVaultOneB', 'tokenVaultTwoB', 'tokenVaultTwoA', 'whirlpoolOne', 'whirlpoolTwo'],
    [
      [addressFor('tokenVaultOneB'), through],
      [through, addressFor('tokenVaultTwoB')],
    ],
  );
  const newer = described().instruction('two_hop_swap_v2', { accounts: { tokenAuthority: user } });
  const inside = ['tokenVaultOneIntermediate', 'tokenVaultTwoIntermediate'] as const;
  check(
    newer,
    ['tokenVaultOneInput', ...inside, 'tokenVaultTwoOutput', 'whirlpoolOne', 'whirlpoolTwo'],
    [[addressFor(inside[0]), addressFor(inside[1])]],
  );
});

test('liquidity and new pools', options, () => {
  const idl = described();
  const added = { pool: 'whirlpool', user: 'positionAuthority', vaults, type: 'liquidityAdded' } as const;
  const removed = { ...added, type: 'liquidityRemoved' } as const;
  for (const name of ['increase_liquidity', 'increase_liquidity_v2'])
    checkLiquidity(orcaWhirlpool, idl, name, added);
  for (const name of ['decrease_liquidity', 'decrease_liquidity_v2'])
    checkLiquidity(orcaWhirlpool, idl, name, removed);
  checkLaterLiquidity(later);
  for (const name of ['initialize_pool', 'initialize_pool_v2', 'initialize_pool_with_adaptive_fee'])
    checkPool(orcaWhirlpool, idl, name, {
      pool: 'whirlpool',
      creator: 'funder',
      mints: ['tokenMintA', 'tokenMintB'],
    });
});

function checkLaterLiquidity(idl: IdlEncoder): void {
  const roles = {
    pool: 'whirlpool',
    user: 'position_authority',
    vaults: ['token_vault_a', 'token_vault_b'],
  } as const;
  checkLiquidity(orcaWhirlpool, idl, 'increase_liquidity_by_token_amounts_v2', {
    ...roles,
    type: 'liquidityAdded',
  });
  for (const type of ['liquidityAdded', 'liquidityRemoved'] as const)
    checkLiquidity(orcaWhirlpool, idl, 'reposition_liquidity_v2', { ...roles, type });
}

test('no instruction of the interface is unknown', options, () => {
  checkNames(orcaWhirlpool, described());
  checkNames(orcaWhirlpool, later);
});

test('recorded swaps equal what the router says of them', options, () => {
  assert.deepEqual(readRecorded(orcaWhirlpool, '58-swap-jupiterv6-orcawhirlpool-5MMAfqiF'), [
    '100000 → 7701',
    '7701 → 4809776',
  ]);
  assert.deepEqual(readRecorded(orcaWhirlpool, '53-swap-jupiterv6-lifinityv2-2ZiXFzYV'), ['14509 → 39649']);
  assert.deepEqual(readRecorded(orcaWhirlpool, '54-swap-jupiterv6-phoenix-3Cn7LoFc'), ['6755485 → 405391']);
});

test('half an instruction never throws', options, () => {
  checkBroken(orcaWhirlpool, described());
  checkBroken(orcaWhirlpool, later);
});
