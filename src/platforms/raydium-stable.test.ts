import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildTransaction } from '../../test/solana/built-transaction.ts';
import { checkLiquidity, checkSwap, readAll, toEncoder } from '../../test/solana/check-platform.ts';
import type { IdlEncoder } from '../../test/solana/idl-encoder.ts';
import { raydiumStable } from './raydium-stable.ts';

const program = '5quBtoiQqxF9Jv6KYKctB59NT3gtJD2Y65kdnB1Uev3h';
const market = 'marketProgram market bids asks eventQueue marketBase marketQuote marketAuthority';
const inFront = 'tokenProgram amm authority openOrders';
const names = {
  swapBaseIn: `${inFront} baseVault quoteVault model ${market} source destination owner`,
  swapBaseOut: `${inFront} targetOrders baseVault quoteVault model ${market} source destination owner`,
  deposit: `${inFront} targetOrders lpMint baseVault quoteVault model market userBase userQuote userLp owner eventQueue`,
  withdraw: `${inFront} targetOrders lpMint baseVault quoteVault model marketProgram market marketBase marketQuote
    marketAuthority userLp userBase userQuote owner eventQueue bids asks`,
};
const tags: Readonly<Record<string, number>> = { swapBaseIn: 9, swapBaseOut: 11, deposit: 3, withdraw: 4 };
const described = toEncoder(program, names);
const encoder: IdlEncoder = {
  ...described,
  instruction: (name, values) => ({
    ...described.instruction(name, values),
    data: Uint8Array.of(tags[name] as number),
  }),
};
const roles = { pool: 'amm', user: 'owner', vaults: ['baseVault', 'quoteVault'] } as const;

test('swaps and liquidity are what the vaults took and gave', () => {
  checkSwap(raydiumStable, encoder, 'swapBaseIn', roles);
  checkSwap(raydiumStable, encoder, 'swapBaseOut', roles);
  checkLiquidity(raydiumStable, encoder, 'deposit', { ...roles, type: 'liquidityAdded' });
  checkLiquidity(raydiumStable, encoder, 'withdraw', { ...roles, type: 'liquidityRemoved' });
});

test('what is not known is told with its byte', () => {
  const unknown = buildTransaction([{ program, accounts: [], data: Uint8Array.of(7) }]);
  assert.deepEqual(readAll(raydiumStable, unknown), [{ notUnderstood: 'unknown instruction 0x07' }]);
});
