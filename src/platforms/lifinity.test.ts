import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { checkBroken } from '../../test/solana/check-never-throws.ts';
import { checkLiquidity, checkNames, checkSwap, toEncoder } from '../../test/solana/check-platform.ts';
import { createIdlEncoder, loadIdl } from '../../test/solana/idl-encoder.ts';
import { readRecorded } from '../../test/solana/recorded-swaps.ts';
import { lifinity } from './lifinity.ts';

const [second, first] = lifinity.programs as readonly [string, string];

const described = toEncoder(second, {
  swap: `authority amm user_transfer_authority source_info destination_info swap_source swap_destination pool_mint
    fee_account token_program oracle_main_account oracle_sub_account oracle_pc_account`,
  deposit_all_token_types: `amm authority user_transfer_authority_info source_a_info source_b_info token_a token_b
    pool_mint destination token_program`,
  withdraw_all_token_types: `amm authority user_transfer_authority_info source_info token_a token_b pool_mint
    dest_token_a_info dest_token_b_info token_program`,
});

const roles = {
  pool: 'amm',
  user: 'user_transfer_authority',
  vaults: ['swap_source', 'swap_destination'],
} as const;

test('swaps are read by their vaults, whatever their form', () => {
  checkSwap(lifinity, described, 'swap', roles);
  checkNames(lifinity, described);
});

test('accounts stand where the router, which describes the swaps of both versions, has them', {
  skip: skipsWithoutData,
}, () => {
  const router = createIdlEncoder(loadIdl('jupiter-v4'), { program: first });
  for (const name of ['lifinity_swap', 'lifinity_v2_swap']) {
    // The router's own list has the program in front.
    const accounts = (
      router.idl.instructions.find(
        (known) => router.instructionTag(known.name) === router.instructionTag(name),
      )?.accounts ?? []
    ).slice(1);
    const snake = accounts.map((account) =>
      account.name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    );
    checkSwap(lifinity, toEncoder(first, { swap: snake.join(' ') }), 'swap', roles);
  }
});

test('liquidity', () => {
  const of = { pool: 'amm', user: 'user_transfer_authority_info', vaults: ['token_a', 'token_b'] } as const;
  checkLiquidity(lifinity, described, 'deposit_all_token_types', { ...of, type: 'liquidityAdded' });
  checkLiquidity(lifinity, described, 'withdraw_all_token_types', { ...of, type: 'liquidityRemoved' });
});

test('a recorded swap equals what the router says of it', { skip: skipsWithoutData }, () => {
  assert.deepEqual(readRecorded(lifinity, '53-swap-jupiterv6-lifinityv2-2ZiXFzYV'), ['100000 → 5992']);
});

test('half an instruction never throws', () => {
  checkBroken(lifinity, described);
});
