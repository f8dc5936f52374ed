import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../../test/recorded-data.ts';
import { buildTransaction, type Call, eventCallOf } from '../../../test/solana/built-transaction.ts';
import { checkNeverThrows } from '../../../test/solana/check-never-throws.ts';
import { checkNames, readAll } from '../../../test/solana/check-platform.ts';
import { addressFor, createIdlEncoder, type IdlValues } from '../../../test/solana/idl-encoder.ts';
import { pumpFunIdl } from '../../../test/solana/pump-fun-idl.ts';
import { loadRecorded, readRecorded } from '../../../test/solana/recorded-swaps.ts';
import { USDC, WRAPPED_SOL } from '../../domain/solana/programs.ts';
import { pumpFun } from './pump-fun.ts';

const encoder = createIdlEncoder(pumpFunIdl);
const program = pumpFunIdl.address as string;
const [mint, user, pool] = [addressFor('coin'), addressFor('user'), addressFor('bonding_curve')];
const traded = { mint, sol_amount: 1_000n, token_amount: 77_000n, user, fee: 10n, creator_fee: 5n };
const of = { type: 'swap', program, pool, user };
const coins = { mint, amount: 77_000n };
const lamports = { mint: WRAPPED_SOL, amount: 1_000n };

/** `last` is the last field that the event had in its time. */
function trade(name: string, told: IdlValues, last?: string): Call {
  const event = encoder.event('TradeEvent', { ...traded, ...told }, last);
  return { ...encoder.instruction(name), calls: [eventCallOf(program, event)] };
}

test('a trade is read in all that its event has been over the years', () => {
  const lasts = ['timestamp', 'real_token_reserves', 'creator_fee', 'last_update_timestamp', 'ix_name'];
  for (const last of [
    ...lasts,
    'mayhem_mode',
    'buyback_fee',
    'shareholders',
    'quote_mint',
    'holder_rewards',
  ]) {
    const bought = buildTransaction([trade('buy', { is_buy: true, ix_name: 'buy' }, last)]);
    assert.deepEqual(readAll(pumpFun, bought)[0], [
      { ...of, instruction: 0, input: lamports, output: coins },
    ]);
    const sold = buildTransaction([trade('sell', { is_buy: false }, last)]);
    assert.deepEqual(readAll(pumpFun, sold)[0], [{ ...of, instruction: 0, input: coins, output: lamports }]);
  }
});

test('a trade asked for by a router is the same, and so is one whose event stands in the log', () => {
  const event = encoder.event('TradeEvent', { ...traded, is_buy: true });
  const routed = { program: addressFor('router'), accounts: [user], data: Uint8Array.of(1) };
  const logged = { ...encoder.instruction('buy_exact_sol_in'), logged: [event] };
  const transaction = buildTransaction([{ ...routed, calls: [trade('buy', { is_buy: true }), logged] }]);
  assert.deepEqual(readAll(pumpFun, transaction), [
    [{ ...of, instruction: 1, input: lamports, output: coins }],
    [],
    [{ ...of, instruction: 3, input: lamports, output: coins }],
  ]);
  checkNeverThrows(pumpFun, transaction);
});

test('what a curve trades against is told by its event: SOL by no address, or another token', () => {
  const shareholders = [{ address: addressFor('one'), share_bps: 4_000 }, { address: addressFor('two') }];
  for (const name of [
    'buy_v2',
    'buy_exact_quote_in_v2',
    'sell_v2',
    'buy_v3',
    'buy_exact_quote_in_v3',
    'sell_v3',
  ]) {
    const isBuy = !name.startsWith('sell');
    const swap = (quote: object) => ({
      ...of,
      instruction: 0,
      input: isBuy ? quote : coins,
      output: isBuy ? coins : quote,
    });
    for (const quote_mint of ['1'.repeat(32), WRAPPED_SOL]) {
      const told = { is_buy: isBuy, ix_name: name, shareholders, quote_mint, quote_amount: 1_000n };
      const [reading] = readAll(pumpFun, buildTransaction([trade(name, told)]));
      assert.deepEqual(reading, [swap(lamports)]);
    }
    const told = {
      is_buy: isBuy,
      ix_name: name,
      shareholders,
      quote_mint: USDC,
      quote_amount: 250n,
      sol_amount: 0n,
    };
    const transaction = buildTransaction([trade(name, told)]);
    assert.deepEqual(readAll(pumpFun, transaction)[0], [swap({ mint: USDC, amount: 250n })]);
    checkNeverThrows(pumpFun, transaction);
  }
});

test('the buy that fills a curve is all that it took, beyond the curve too', () => {
  const beyond = { user, mint, bonding_curve: pool, base_out: 3_000n, quote_in: 200n };
  const bought = trade('buy_v3', { is_buy: true });
  const more = eventCallOf(program, encoder.event('PostCompleteBuyEvent', beyond));
  const transaction = buildTransaction([{ ...bought, calls: [...(bought.calls ?? []), more] }]);
  const [input, output] = [
    { mint: WRAPPED_SOL, amount: 1_200n },
    { mint, amount: 80_000n },
  ];
  assert.deepEqual(readAll(pumpFun, transaction)[0], [{ ...of, instruction: 0, input, output }]);
  checkNeverThrows(pumpFun, transaction);
});

test('a route through curves is a swap on each, found by what it owns or by its place', () => {
  const [second, curves] = [addressFor('second coin'), [pool, addressFor('second curve')] as const];
  const [own, vaults] = [addressFor('own'), [addressFor('vault 1'), addressFor('vault 2')] as const];
  const more = [
    mint,
    WRAPPED_SOL,
    curves[0],
    vaults[0],
    addressFor('x'),
    second,
    mint,
    curves[1],
    vaults[1],
    own,
  ];
  const events = [
    { ...traded, is_buy: true },
    { ...traded, is_buy: true, mint: second, quote_mint: mint, quote_amount: 77_000n, token_amount: 5n },
  ];
  const calls = events.map((told) => eventCallOf(program, encoder.event('TradeEvent', told)));
  const call = { ...encoder.instruction('multi_hop_curve_swap', { accounts: { user }, more }), calls };
  const balances = {
    [own]: { mint: second, owner: user, amount: 1n },
    [vaults[0]]: { mint, owner: curves[0], amount: 1n },
    [vaults[1]]: { mint: second, owner: curves[1], amount: 1n },
  };
  for (const tokens of [balances, {}]) {
    const transaction = buildTransaction([call], { tokens });
    assert.deepEqual(readAll(pumpFun, transaction)[0], [
      { ...of, instruction: 0, input: lamports, output: coins },
      { ...of, instruction: 0, pool: curves[1], input: coins, output: { mint: second, amount: 5n } },
    ]);
    checkNeverThrows(pumpFun, transaction);
  }
});

test('a trade whose event is not there is not understood', () => {
  const reading = { notUnderstood: 'a trade without its event' };
  assert.deepEqual(readAll(pumpFun, buildTransaction([encoder.instruction('buy')])), [reading]);
});

const said = { name: 'Die Katze', symbol: 'CAT', uri: 'https://example.org/cat.json' };
const launched = { type: 'tokenLaunched', instruction: 0, program, pool, mint, ...said };

test('a launch is read in all that its event has been over the years', () => {
  const creator = addressFor('creator');
  const told = { ...said, mint, bonding_curve: pool, user, creator, quote_mint: USDC };
  for (const [last, by, quoteMint] of [
    ['user', user, WRAPPED_SOL],
    ['creator', creator, WRAPPED_SOL],
    ['is_cashback_enabled', creator, WRAPPED_SOL],
    ['quote_mint', creator, USDC],
    ['is_holder_reward', creator, USDC],
  ] as const)
    for (const name of ['create', 'create_v2']) {
      const calls = [eventCallOf(program, encoder.event('CreateEvent', told, last))];
      const transaction = buildTransaction([{ ...encoder.instruction(name), calls }]);
      assert.deepEqual(readAll(pumpFun, transaction)[0], [{ ...launched, creator: by, quoteMint }]);
      checkNeverThrows(pumpFun, transaction, 100);
    }
});

test('a launch whose event is not there is read from what was asked for', () => {
  const args = { ...said, creator: addressFor('creator') };
  const asked = { args, accounts: { mint } };
  const by = { ...launched, creator: addressFor('creator') };
  const [first] = readAll(pumpFun, buildTransaction([encoder.instruction('create', asked)]));
  assert.deepEqual(first, [{ ...by, quoteMint: WRAPPED_SOL }]);
  const withQuote = encoder.instruction('create_v2', {
    ...asked,
    more: [USDC, addressFor('x'), addressFor('y')],
  });
  const [second] = readAll(pumpFun, buildTransaction([withQuote]));
  assert.deepEqual(second, [{ ...by, quoteMint: USDC }]);
});

test('a migration names the pool that comes after, and one that does nothing is nothing', () => {
  const inner = { program: addressFor('pools'), accounts: [user], data: Uint8Array.of(1) };
  const pools = { migrate: addressFor('pool'), migrate_v2: addressFor('pool'), withdraw: null };
  for (const [name, to] of Object.entries(pools)) {
    const asked = encoder.instruction(name, {
      accounts: { [name === 'migrate_v2' ? 'base_mint' : 'mint']: mint },
    });
    const [done] = readAll(pumpFun, buildTransaction([{ ...asked, calls: [inner] }]));
    assert.deepEqual(done, [{ type: 'migrated', instruction: 0, program, pool, mint, to }], name);
    assert.deepEqual(readAll(pumpFun, buildTransaction([asked])), [[]], name);
  }
});

test('every instruction of its description is known by its bytes, and another is told as unknown', () => {
  checkNames(pumpFun, encoder);
});

test('recorded transactions are read as they were', { skip: skipsWithoutData }, () => {
  const recorded = {
    '15-swap-photon-pumpfun-628Q5CDN': ['392079207 → 5609742876530'],
    '18-swap-pumpfun-4U8kypMu': ['3000000000 → 56716561396327'],
    '21-token-create+buy-pumpfun-2s393PSY': ['tokenLaunched', '1000000000 → 34612903225806'],
    '22-swap-pumpfun-3bYXWjjN': ['592443959000000 → 37437283903'],
    '40-swap-jupiterv6-meteoradlmm-2pfnv4dr': ['72380 → 2583728601'],
    '43-swap-pumpfun-3tJczs8y': ['94443000000 → 3556271'],
    '45-token-create+buy-pumpfun-2RoRJxat': ['tokenLaunched', '2962962962 → 96449438144093'],
    '66-token-create-pumpfun-2nebvBA9': ['tokenLaunched'],
  };
  for (const [name, told] of Object.entries(recorded)) {
    assert.deepEqual(readRecorded(pumpFun, name), told, name);
    checkNeverThrows(pumpFun, loadRecorded(name), 50);
  }
});
