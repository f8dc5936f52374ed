import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { checkBroken } from '../../test/solana/check-never-throws.ts';
import { checkNames, checkSwap, toEncoder } from '../../test/solana/check-platform.ts';
import { readRecorded } from '../../test/solana/recorded-swaps.ts';
import { obric } from './obric.ts';

const swap = `trading_pair mint_x mint_y reserve_x reserve_y user_token_account_x user_token_account_y protocol_fee
  x_price_feed y_price_feed user token_program`;
const described = toEncoder(obric.programs[0] as string, {
  swap,
  swap_x_to_y: swap,
  swap_y_to_x: swap,
  create_pair: 'pair',
  deposit: 'pair',
  withdraw: 'pair',
  withdraw_fees: 'pair',
});

test('swaps are read by their vaults, whatever their form', () => {
  for (const name of ['swap', 'swap_x_to_y', 'swap_y_to_x'])
    checkSwap(obric, described, name, {
      pool: 'trading_pair',
      user: 'user',
      vaults: ['reserve_x', 'reserve_y'],
    });
  checkNames(obric, described);
});

test('a recorded swap is what reached the pool, after the commission that a wallet took before, and what left it', {
  skip: skipsWithoutData,
}, () => {
  assert.deepEqual(readRecorded(obric, '36-swap-jupiterv6-obric-28rWme56'), ['991250 → 5903984']);
});

test('half an instruction never throws', () => {
  checkBroken(obric, described);
});
