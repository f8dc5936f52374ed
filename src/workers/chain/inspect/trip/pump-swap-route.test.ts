import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { recordedData, skipsWithoutData } from '../../../../../test/recorded-data.ts';
import {
  ASSOCIATED_TOKEN,
  SYSTEM,
  TOKEN,
  TOKEN_2022,
  WRAPPED_SOL,
} from '../../../../domain/solana/programs.ts';
import type { PoolState } from '../accounts/read-pool.ts';
import { readPumpSwapRules } from '../accounts/read-pump-swap-rules.ts';
import { PUMP, PUMP_SWAP } from '../known-addresses.ts';
import type { NodeCalls } from '../node-calls.ts';
import { bytesOf, programAddress, tokenAccountOf } from '../program-address.ts';
import { toPumpSwapRoute } from './pump-swap-route.ts';
import { simulateTrip } from './simulate-trip.ts';

const numbered = (number: number) => programAddress(PUMP, Uint8Array.of(number));
const [pool, mint, user, feeRecipient, buybackRecipient, coinCreator, payer] = [1, 2, 3, 4, 5, 6, 7].map(
  numbered,
) as [string, string, string, string, string, string, string];
const state: PoolState = {
  ...{ program: PUMP_SWAP, mints: [mint, WRAPPED_SOL], vaults: [numbered(8), numbered(9)], owed: [0n, 0n] },
  ...{ lpMint: numbered(10), lpSupply: 1n, creator: numbered(11), cpmm: undefined },
  pumpSwap: { coinCreator, isMayhem: false, isCashback: true },
};
const rules = { feeRecipient, mayhemFeeRecipient: numbered(12), buybackRecipient };
const MAX_TRANSACTION_BYTES = 1232;

type Idl = {
  instructions: { name: string; discriminator: number[]; accounts: { name: string; writable?: boolean }[] }[];
};

test('purchase and sale name the accounts of the interface in its order, with its rights', {
  skip: skipsWithoutData,
}, () => {
  const { instructions }: Idl = JSON.parse(readFileSync(recordedData('idl/pumpfun-amm.json'), 'utf8'));
  const route = toPumpSwapRoute(pool, state, TOKEN_2022, rules);
  assert.ok(route);
  const places: Record<string, string> = {
    ...{ pool, user, global_config: programAddress(PUMP_SWAP, 'global_config'), base_mint: mint },
    ...{ quote_mint: WRAPPED_SOL, user_base_token_account: tokenAccountOf(user, mint, TOKEN_2022) },
    ...{
      user_quote_token_account: tokenAccountOf(user, WRAPPED_SOL, TOKEN),
      protocol_fee_recipient: feeRecipient,
    },
    ...{ pool_base_token_account: state.vaults[0], pool_quote_token_account: state.vaults[1] },
    protocol_fee_recipient_token_account: tokenAccountOf(feeRecipient, WRAPPED_SOL, TOKEN),
    ...{ base_token_program: TOKEN_2022, quote_token_program: TOKEN, system_program: SYSTEM },
    ...{ associated_token_program: ASSOCIATED_TOKEN, program: PUMP_SWAP },
    event_authority: programAddress(PUMP_SWAP, '__event_authority'),
  };
  const sale = instructions.find(({ name }) => name === 'sell');
  const purchase = instructions.find(({ name }) => name === 'buy');
  assert.ok(sale && purchase);
  assert.deepEqual([...route.sell(user, 5n).data.subarray(0, 8)], sale.discriminator);
  for (const [{ accounts }, made] of [
    [purchase, route.buy(user, 5n)],
    [sale, route.sell(user, 5n)],
  ] as const)
    for (const [i, { name, writable = false }] of accounts.entries()) {
      assert.equal(made.accounts[i]?.address, places[name], name);
      // the pool became writable since
      if (i > 0) assert.equal(made.accounts[i]?.isWritable, writable, name);
    }
});

test('both fit into one transaction with what they need', async () => {
  const route = toPumpSwapRoute(pool, state, TOKEN_2022, rules);
  assert.ok(route);
  const sizes: number[] = [];
  const data = new Uint8Array(165);
  data[64] = 1;
  const account = { owner: TOKEN, lamports: 1n, data };
  const simulate: NodeCalls['simulate'] = async (transaction) => {
    sizes.push(transaction.length);
    return { error: null, logs: [], accounts: [account, account] };
  };
  await simulateTrip({ simulate } as NodeCalls, route, { payer, user });
  assert.equal(sizes.length, 2);
  assert.ok(Math.max(...sizes) <= MAX_TRANSACTION_BYTES, sizes.join());
});

test('it is no route without SOL as its quote, and rules are read from the configuration only', () => {
  assert.equal(toPumpSwapRoute(pool, { ...state, mints: [WRAPPED_SOL, mint] }, TOKEN, rules), undefined);
  const data = new Uint8Array(1000);
  data.set(Buffer.from('95089ccaa0fcb0d9', 'hex'));
  data.set(bytesOf(feeRecipient), 57);
  data.set(bytesOf(rules.mayhemFeeRecipient), 385);
  assert.deepEqual(readPumpSwapRules({ owner: PUMP_SWAP, lamports: 1n, data }), {
    ...rules,
    buybackRecipient: null,
  });
  data.set(bytesOf(buybackRecipient), 643);
  assert.deepEqual(readPumpSwapRules({ owner: PUMP_SWAP, lamports: 1n, data }), rules);
  assert.equal(readPumpSwapRules({ owner: PUMP, lamports: 1n, data }), undefined);
});
