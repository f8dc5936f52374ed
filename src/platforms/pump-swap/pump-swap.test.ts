import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../../test/recorded-data.ts';
import { buildTransaction, eventCallOf, transferOf } from '../../../test/solana/built-transaction.ts';
import { checkNeverThrows } from '../../../test/solana/check-never-throws.ts';
import {
  checkLiquidity,
  checkNames,
  checkPool,
  checkSwap,
  readAll,
  toEncoder,
} from '../../../test/solana/check-platform.ts';
import { addressFor, createIdlEncoder, loadIdl } from '../../../test/solana/idl-encoder.ts';
import { pumpSwap } from './pump-swap.ts';

const skip = skipsWithoutData;
const SOL = 'So11111111111111111111111111111111111111112';
const vaults = ['pool_base_token_account', 'pool_quote_token_account'] as const;
const roles = { pool: 'pool', user: 'user', vaults } as const;
const encoders = () => ['pumpswap', 'pumpfun-amm'].map((name) => createIdlEncoder(loadIdl(name)));

test('a swap is what went into the pool and what came out, whatever the pool calls base', { skip }, () => {
  for (const encoder of encoders())
    for (const name of ['buy', 'sell']) checkSwap(pumpSwap, encoder, name, roles);
  checkSwap(pumpSwap, createIdlEncoder(loadIdl('pumpswap')), 'buy_exact_quote_in', roles);
});

test('fees paid beside the pool are not in a buy, fees that the pool pays are in a sell', { skip }, () => {
  const encoder = createIdlEncoder(loadIdl('pumpswap'));
  const [user, pool, coin] = [addressFor('user'), addressFor('pool'), addressFor('coin')];
  const [userBase, userQuote] = [
    addressFor('user_base_token_account'),
    addressFor('user_quote_token_account'),
  ];
  const [poolBase, poolQuote] = [addressFor(vaults[0]), addressFor(vaults[1])];
  const protocol = addressFor('protocol_fee_recipient_token_account');
  const creator = addressFor('coin_creator_vault_ata');
  const bought = {
    ...encoder.instruction('buy'),
    calls: [
      transferOf({ mint: coin, from: poolBase, to: userBase, authority: pool, amount: 700n }),
      transferOf({ mint: SOL, from: userQuote, to: poolQuote, authority: user, amount: 10_020n }),
      transferOf({ mint: SOL, from: userQuote, to: protocol, authority: user, amount: 5n }),
      transferOf({ mint: SOL, from: userQuote, to: creator, authority: user, amount: 5n }),
    ],
  };
  const sold = {
    ...encoder.instruction('sell'),
    calls: [
      transferOf({ mint: coin, from: userBase, to: poolBase, authority: user, amount: 700n }),
      transferOf({ mint: SOL, from: poolQuote, to: userQuote, authority: pool, amount: 9_970n }),
      transferOf({ mint: SOL, from: poolQuote, to: protocol, authority: pool, amount: 5n }),
      transferOf({ mint: SOL, from: poolQuote, to: creator, authority: pool, amount: 5n }),
    ],
  };
  const transaction = buildTransaction([bought, sold]);
  const of = { type: 'swap', program: encoder.idl.address, pool, user };
  assert.deepEqual(readAll(pumpSwap, transaction), [
    [{ ...of, instruction: 0, input: { mint: SOL, amount: 10_020n }, output: { mint: coin, amount: 700n } }],
    [{ ...of, instruction: 5, input: { mint: coin, amount: 700n }, output: { mint: SOL, amount: 9_980n } }],
  ]);
  checkNeverThrows(pumpSwap, transaction);
});

test('pools and their liquidity are told', { skip }, () => {
  for (const encoder of encoders()) {
    checkLiquidity(pumpSwap, encoder, 'deposit', { ...roles, type: 'liquidityAdded' });
    checkLiquidity(pumpSwap, encoder, 'withdraw', { ...roles, type: 'liquidityRemoved' });
    const mints = ['base_mint', 'quote_mint'] as const;
    checkPool(pumpSwap, encoder, 'create_pool', { pool: 'pool', creator: 'creator', mints, vaults });
  }
});

test('every instruction of its descriptions is known, and another is told as unknown', { skip }, () => {
  for (const encoder of encoders()) checkNames(pumpSwap, encoder);
});

const program = 'pAMMBay6oceH9fJKBRHGP5D4bD4sWpmSwMn52FMfXEA';
const ofTrade = `pool user global_config base_mint quote_mint user_base_token_account user_quote_token_account
  pool_base_token_account pool_quote_token_account base_token_program quote_token_program system_program
  user_volume_accumulator fee_config buyback_fee_recipient event_authority program`;

/** Instructions of October 2026, after the recorded descriptions. */
const later = toEncoder(program, {
  buy_v2: ofTrade,
  buy_exact_quote_in_v2: ofTrade,
  sell_v2: ofTrade,
  multi_hop_swap: `user user_in_token_account user_out_token_account global_config fee_config user_volume_accumulator
    buyback_fee_recipient token_program token_2022_program system_program event_authority program pump_program
    pump_global pump_fee_config pump_event_authority`,
  sweep_creator_fee: 'payer global_config pool',
  sweep_protocol_fee: 'payer global_config pool',
});

test('trades with fewer accounts are read in all their forms, and their bytes are those of their names', () => {
  for (const name of ['buy_v2', 'buy_exact_quote_in_v2', 'sell_v2']) checkSwap(pumpSwap, later, name, roles);
  checkNames(pumpSwap, later);
  assert.equal(later.instructionTag('multi_hop_swap'), '2b644913e9f66f94');
});

test('a route is a swap on each pool, and what it does on curves is told there', { skip }, () => {
  const encoder = createIdlEncoder(loadIdl('pumpswap'));
  const user = addressFor('user');
  const [first, second] = [addressFor('first coin'), addressFor('second coin')];
  const pools = ['pool 1', 'pool 2'].map(addressFor) as [string, string];
  const [base1, quote1, base2, quote2] = ['base 1', 'quote 1', 'base 2', 'quote 2'].map(addressFor) as [
    string,
    string,
    string,
    string,
  ];
  const curve = ['third coin', 'second coin', 'curve', 'base 3', 'quote 3'].map(addressFor);
  const more = [first, SOL, pools[0], base1, quote1, second, first, pools[1], base2, quote2, ...curve];
  const bought = (pool: string) => eventCallOf(program, encoder.event('BuyEvent', { pool }));
  const move = (mint: string, from: string, to: string, amount: bigint) =>
    transferOf({ mint, from, to, authority: user, amount });
  const call = {
    ...later.instruction('multi_hop_swap', { more }),
    calls: [
      move(SOL, addressFor('own SOL'), quote1, 100n),
      move(SOL, quote1, addressFor('buyback'), 1n),
      bought(pools[0]),
      move(first, base1, quote2, 40n),
      bought(pools[1]),
      move(second, base2, addressFor('quote 3'), 9n),
    ],
  };
  const of = { type: 'swap', instruction: 0, program, user };
  const transaction = buildTransaction([call]);
  assert.deepEqual(readAll(pumpSwap, transaction)[0], [
    { ...of, pool: pools[0], input: { mint: SOL, amount: 99n }, output: { mint: first, amount: 40n } },
    { ...of, pool: pools[1], input: { mint: first, amount: 40n }, output: { mint: second, amount: 9n } },
  ]);
  checkNeverThrows(pumpSwap, transaction);
});
