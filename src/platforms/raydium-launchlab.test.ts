import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { buildTransaction, transferOf } from '../../test/solana/built-transaction.ts';
import { checkNeverThrows } from '../../test/solana/check-never-throws.ts';
import { checkNames, checkSwap, readAll } from '../../test/solana/check-platform.ts';
import { addressFor, createIdlEncoder, loadIdl } from '../../test/solana/idl-encoder.ts';
import { raydiumLaunchlab } from './raydium-launchlab.ts';

const skip = skipsWithoutData;
const encoder = () => createIdlEncoder(loadIdl('raydium-launchpad'));

test('a trade of either kind and either way is what the vaults took and gave', { skip }, () => {
  const roles = { pool: 'pool_state', user: 'payer', vaults: ['base_vault', 'quote_vault'] } as const;
  for (const name of ['buy_exact_in', 'buy_exact_out', 'sell_exact_in', 'sell_exact_out'])
    checkSwap(raydiumLaunchlab, encoder(), name, roles);
});

test('the fee of the platform, which leaves the vault at once, is not in a buy and is in a sell', {
  skip,
}, () => {
  const [user, pool, coin, quote] = ['payer', 'pool_state', 'coin', 'quote'].map(addressFor) as [
    string,
    string,
    string,
    string,
  ];
  const [base, vault, fees] = [addressFor('base_vault'), addressFor('quote_vault'), addressFor('fees')];
  const [ownCoins, ownQuote] = [addressFor('user_base_token'), addressFor('user_quote_token')];
  const fee = transferOf({ mint: quote, from: vault, to: fees, authority: pool, amount: 9n });
  const transaction = buildTransaction([
    {
      ...encoder().instruction('buy_exact_in'),
      calls: [
        transferOf({ mint: quote, from: ownQuote, to: vault, authority: user, amount: 1_000n }),
        transferOf({ mint: coin, from: base, to: ownCoins, authority: pool, amount: 50n }),
        fee,
      ],
    },
    {
      ...encoder().instruction('sell_exact_in'),
      calls: [
        transferOf({ mint: coin, from: ownCoins, to: base, authority: user, amount: 50n }),
        transferOf({ mint: quote, from: vault, to: ownQuote, authority: pool, amount: 970n }),
        fee,
      ],
    },
  ]);
  const of = { type: 'swap', program: encoder().idl.address, pool, user };
  const [coins, bought, sold] = [
    { mint: coin, amount: 50n },
    { mint: quote, amount: 991n },
    { mint: quote, amount: 979n },
  ];
  assert.deepEqual(readAll(raydiumLaunchlab, transaction), [
    [{ ...of, instruction: 0, input: bought, output: coins }],
    [{ ...of, instruction: 4, input: coins, output: sold }],
  ]);
});

test('a launch tells its token, in all three ways to launch', { skip }, () => {
  const said = { name: 'Grüße', symbol: 'HI', uri: 'https://example.org/hi.json' };
  for (const name of ['initialize', 'initialize_v2', 'initialize_with_token_2022']) {
    const args = { base_mint_param: { decimals: 6, ...said }, curve_param: 'Constant' };
    const transaction = buildTransaction([encoder().instruction(name, { args })]);
    assert.deepEqual(readAll(raydiumLaunchlab, transaction), [
      [
        {
          type: 'tokenLaunched',
          instruction: 0,
          program: encoder().idl.address,
          pool: addressFor('pool_state'),
          mint: addressFor('base_mint'),
          creator: addressFor('creator'),
          ...said,
          quoteMint: addressFor('quote_mint'),
        },
      ],
    ]);
    checkNeverThrows(raydiumLaunchlab, transaction);
  }
});

test('a migration names the new pool', { skip }, () => {
  for (const [name, to] of [
    ['migrate_to_amm', 'amm_pool'],
    ['migrate_to_cpswap', 'cpswap_pool'],
  ] as const) {
    const transaction = buildTransaction([encoder().instruction(name)]);
    const of = { type: 'migrated', instruction: 0, program: encoder().idl.address };
    const places = { pool: addressFor('pool_state'), mint: addressFor('base_mint'), to: addressFor(to) };
    assert.deepEqual(readAll(raydiumLaunchlab, transaction), [[{ ...of, ...places }]]);
    checkNeverThrows(raydiumLaunchlab, transaction);
  }
});

test('every instruction of its description is known, and another is told as unknown', { skip }, () => {
  checkNames(raydiumLaunchlab, encoder());
});
