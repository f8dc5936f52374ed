import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildTransaction, transferOf } from '../../test/solana/built-transaction.ts';
import { checkBroken } from '../../test/solana/check-never-throws.ts';
import {
  checkNames,
  checkPool,
  checkSwap,
  mintA,
  mintB,
  readAll,
  toEncoder,
  user,
} from '../../test/solana/check-platform.ts';
import { addressFor } from '../../test/solana/idl-encoder.ts';
import { openbookV2 } from './openbook-v2.ts';

/** As the program's own client (0.2.10) describes it. */
const described = toEncoder(
  'opnb2LAfJYbRMAHHvqjCwQxanZn7ReEHp1k81EohpZb',
  {
    place_take_order: `signer penalty_payer market market_authority bids asks market_base_vault market_quote_vault
    event_heap user_base_account user_quote_account oracle_a oracle_b token_program system_program open_orders_admin`,
    create_market: `market market_authority bids asks event_heap payer market_base_vault market_quote_vault base_mint
    quote_mint system_program token_program`,
    place_order: `signer open_orders_account open_orders_admin user_token_account market bids asks event_heap market_vault
    oracle_a oracle_b token_program`,
    place_orders: 'signer open_orders_account',
    place_order_pegged: 'signer open_orders_account',
    edit_order: 'signer open_orders_account',
    cancel_all_and_place_orders: 'signer open_orders_account',
    cancel_order: 'signer open_orders_account',
    cancel_all_orders: 'signer open_orders_account',
    consume_events: 'consume_events_admin market event_heap',
    consume_given_events: 'consume_events_admin market event_heap',
    settle_funds: `owner penalty_payer open_orders_account market market_authority market_base_vault market_quote_vault
    user_base_account user_quote_account referrer_account token_program system_program`,
    deposit: 'owner',
    create_open_orders_account: 'payer owner',
    create_open_orders_indexer: 'payer owner',
    close_open_orders_account: 'owner',
    sweep_fees: 'collect_fee_admin',
  },
  {
    place_order: ['side:u8', 'price:i64', 'base:i64', 'quote:i64', 'client:u64', 'type:u8', 'expiry:u64'],
  },
);

test('orders that take at once are read by their vaults, whatever their form', () => {
  const vaults = ['market_base_vault', 'market_quote_vault'] as const;
  checkSwap(openbookV2, described, 'place_take_order', { pool: 'market', user: 'signer', vaults });
});

test('an order that may take and its settling in one transaction are a swap, less what comes back', () => {
  const [base, quote, own] = ['market_base_vault', 'market_quote_vault', 'own'].map(addressFor) as [
    string,
    string,
    string,
  ];
  const move = (mint: string, from: string, to: string, amount: bigint) =>
    transferOf({ mint, from, to, authority: user, amount });
  const swapOf = (type: number) => {
    const order = described.instruction('place_order', { args: { type } });
    const settling = described.instruction('settle_funds', { accounts: { owner: user } });
    const paidOut = [
      move(mintA, base, own, 30n),
      move(mintB, quote, own, 100n),
      move(mintB, quote, addressFor('referrer_account'), 7n),
    ];
    const calls = [
      { ...order, calls: [move(mintB, own, quote, 1000n)] },
      { ...settling, calls: paidOut },
      { ...settling, calls: paidOut },
    ];
    return readAll(openbookV2, buildTransaction(calls));
  };
  const swap = {
    type: 'swap',
    instruction: 2,
    program: openbookV2.programs[0],
    pool: addressFor('market'),
    user,
    input: { mint: mintB, amount: 900n },
    output: { mint: mintA, amount: 30n },
  };
  for (const [type, name] of ['limit', 'ioc', 'post-only', 'market', 'post-only', 'fill-or-kill'].entries())
    assert.deepEqual(swapOf(type), [[], name === 'post-only' ? [] : [swap], []], name);
});

test('new markets', () => {
  const mints = ['base_mint', 'quote_mint'] as const;
  checkPool(openbookV2, described, 'create_market', { pool: 'market', creator: 'payer', mints });
});

test('no instruction of the interface is unknown', () => {
  checkNames(openbookV2, described);
});

test('half an instruction never throws', () => {
  checkBroken(openbookV2, described);
});
