import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { checkBroken } from '../../test/solana/check-never-throws.ts';
import {
  checkLiquidity,
  checkNames,
  checkPool,
  checkSwap,
  toEncoder,
} from '../../test/solana/check-platform.ts';
import { createIdlEncoder, loadIdl } from '../../test/solana/idl-encoder.ts';
import { readRecorded } from '../../test/solana/recorded-swaps.ts';
import { meteoraDlmm } from './meteora-dlmm.ts';

const options = { skip: skipsWithoutData };
const described = () => createIdlEncoder(loadIdl('meteora-dlmm'));

/** Instructions that came after the recorded description. */
const later = toEncoder('LBUZKhRxPF3XUpBCjp4YzTKgLccjZhTSDM9YuVaPwxo', {
  add_liquidity_by_weight2: `position lb_pair bin_array_bitmap_extension user_token_x user_token_y reserve_x reserve_y
    token_x_mint token_y_mint sender token_x_program token_y_program event_authority program`,
  place_limit_order:
    'lb_pair bin_array_bitmap_extension reserve token_mint limit_order payer owner user_token sender',
  cancel_limit_order:
    'lb_pair bin_array_bitmap_extension reserve_x reserve_y token_x_mint token_y_mint limit_order',
  close_limit_order_if_empty: 'limit_order owner rent_receiver event_authority program',
  initialize_position2: 'payer position lb_pair owner system_program event_authority program',
  increase_position_length2: 'funder lb_pair position owner system_program event_authority program',
  zap_protocol_fee:
    'lb_pair reserve token_mint receiver_token operator signer token_program sysvar_instructions',
  set_permissionless_operation_bits: 'position owner event_authority program',
});

const vaults = ['reserve_x', 'reserve_y'] as const;
const sides = [
  ['liquidityAdded', /^(add_liquidity.*|rebalance_liquidity)$/],
  ['liquidityRemoved', /^(remove_.*liquidity.*|rebalance_liquidity)$/],
] as const;

test('swaps are read by their vaults, whatever their form', options, () => {
  const names = described().idl.instructions.filter(({ name }) => name.startsWith('swap'));
  assert.equal(names.length, 6);
  for (const { name } of names)
    checkSwap(meteoraDlmm, described(), name, {
      pool: 'lb_pair',
      user: 'user',
      vaults,
    });
});

test('liquidity of every kind, of one side too', options, () => {
  const seen: string[] = [];
  for (const idl of [described(), later])
    for (const [type, names] of sides)
      for (const { name, accounts } of idl.idl.instructions.filter(({ name: known }) => names.test(known))) {
        const isOneSide = accounts.some((account) => account.name === 'reserve');
        const user = accounts.some((account) => account.name === 'owner') ? 'owner' : 'sender';
        checkLiquidity(meteoraDlmm, idl, name, {
          pool: 'lb_pair',
          user,
          vaults: isOneSide ? ['reserve'] : vaults,
          type,
        });
        seen.push(name);
      }
  assert.equal(seen.length, 17);
});

test('new pools', options, () => {
  const names = described().idl.instructions.filter(({ name }) => name.includes('lb_pair'));
  for (const { name } of names.filter((known) => known.name.startsWith('initialize')))
    checkPool(meteoraDlmm, described(), name, {
      pool: 'lb_pair',
      creator: name.includes('permission_') ? 'admin' : 'funder',
      mints: ['token_mint_x', 'token_mint_y'],
    });
});

test('no instruction of the interface is unknown', options, () => {
  checkNames(meteoraDlmm, described());
  checkNames(meteoraDlmm, later);
});

test('recorded swaps equal what the router and the wallet say of them', options, () => {
  assert.deepEqual(readRecorded(meteoraDlmm, '04-swap-okxdex-meteoradlmm-31ycbQtF'), [
    '10000000000 → 998528432013',
  ]);
  assert.deepEqual(readRecorded(meteoraDlmm, '08-swap-jupiterv6-meteoradlmm-51SfoFAg'), [
    '80000000 → 126665141',
    '580838181 → 756562732',
  ]);
  assert.deepEqual(readRecorded(meteoraDlmm, '60-swap-jupiterv6-meteoradlmm-5hEWA54E'), [
    '100000 → 6039',
    '6039 → 16153',
    '16153 → 15172',
  ]);
  assert.deepEqual(readRecorded(meteoraDlmm, '63-swap-jupiterv6-meteoradlmm-ndGjRock'), ['10000 → 1512']);
});

test('half an instruction never throws', options, () => {
  checkBroken(meteoraDlmm, described());
  checkBroken(meteoraDlmm, later);
});
