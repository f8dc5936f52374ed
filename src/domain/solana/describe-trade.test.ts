import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DecodedTransaction } from './decoded.ts';
import { describeTrade, type Names, toPlainText } from './describe-trade.ts';
import { SYSTEM, USDC, WRAPPED_SOL } from './programs.ts';
import { toShownName, toTokenName } from './shown-name.ts';
import { toExactAmount, toShownAmount } from './token-amount.ts';

const PEPE = 'PepeMint11111111111111111111111111111111pepe';
const ADA = 'AdaWa11et111111111111111111111111111111111111';
const BOB = 'Bobby111111111111111111111111111111111111wxyz';
const POOL = 'CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C';
const JUP = 'JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4';

const names: Names = {
  symbolOf: (mint) => (mint === PEPE ? 'PEPE' : null),
  decimalsOf: () => null,
  titleOf: (program) => ({ [POOL]: 'Raydium CPMM', [JUP]: 'Jupiter' })[program] ?? null,
  isRouter: (program) => program === JUP,
};
const nothing: DecodedTransaction = {
  signature: 's',
  slot: 1,
  blockTimeMs: null,
  status: 'success',
  error: null,
  trades: [],
  events: [],
  changes: [],
  notUnderstood: [],
  decimals: { [PEPE]: 6 },
};
const sol = { mint: WRAPPED_SOL, amount: 3_400_000_000n };
const pepe = { mint: PEPE, amount: 1_200_000_000_000n };
const hop = { program: POOL, pool: BOB, input: sol, output: pepe };
const say = (decoded: Partial<DecodedTransaction>, wallet: string | null = ADA, by = names) =>
  toPlainText(describeTrade({ ...nothing, ...decoded }, wallet, by).says);

test('a buy names amounts, venue and router', () => {
  const routed = {
    type: 'routedSwap',
    instruction: 0,
    program: JUP,
    through: POOL,
    input: sol,
    output: pepe,
  } as const;
  const bought = say({
    trades: [{ trader: ADA, side: 'buy', input: sol, output: pepe, hops: [hop] }],
    events: [routed],
  });
  assert.equal(bought, 'bought 1.2M PEPE for 3.4 SOL on Raydium CPMM through Jupiter');
});

test('a sale, a swap and a transfer are told from the side of the wallet', () => {
  const sold = { trader: ADA, side: 'sell' as const, input: pepe, output: sol, hops: [hop] };
  assert.equal(say({ trades: [sold] }), 'sold 1.2M PEPE for 3.4 SOL on Raydium CPMM');
  const moved = {
    type: 'solMoved',
    instruction: 0,
    program: SYSTEM,
    from: ADA,
    to: BOB,
    lamports: 5_000_000_000n,
  } as const;
  assert.equal(say({ events: [moved] }), 'moved 5 SOL to Bobb…wxyz');
  assert.equal(say({ events: [moved] }, BOB), 'received 5 SOL from AdaW…1111');
});

test('a failure says why in words, and an own error of a program by its number', () => {
  const failed = (error: unknown) => say({ status: 'failed', error: JSON.stringify(error) });
  assert.match(
    failed({ InstructionError: [3, { Custom: 6001 }] }),
    /refused with its error 6001 \(instruction 4\)/,
  );
  assert.match(failed({ InsufficientFundsForRent: { account_index: 2 } }), /less than its rent/);
  assert.match(failed('BlockhashNotFound'), /came too late/);
});

test('a token without known decimals is told in base units, and always with its mint', () => {
  const { says } = describeTrade(
    { ...nothing, decimals: {}, trades: [{ trader: ADA, side: 'buy', input: sol, output: pepe, hops: [] }] },
    ADA,
    names,
  );
  assert.equal(toPlainText(says), 'bought 1200000000000 base units of PEPE for 3.4 SOL');
  assert.ok(says.some(({ mint }) => mint === PEPE));
});

test('a name cannot turn the line, hide letters or pass for SOL', () => {
  assert.equal(toShownName('\u202eLOS\u0000\u200b  x'), 'LOS x');
  assert.equal(toShownName('\u3164'), '');
  assert.equal(toTokenName(PEPE, 'ＳＯＬ'), 'ＳＯＬ (Pepe…pepe)');
  assert.equal(toTokenName(PEPE, 'U.S.D.C'), 'U.S.D.C (Pepe…pepe)');
  assert.equal(toTokenName(USDC, 'FAKE'), 'USDC');
  assert.equal(toTokenName(PEPE, '\u202e'), 'Pepe…pepe');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (name) => {
      const shown = toShownName(name);
      assert.ok([...shown].length <= 24);
      assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\u2028\u2029]/u);
    }),
  );
});

test('amounts are short in sentences and exact for machines, and never more than there is', () => {
  assert.equal(toShownAmount(1_234_567_890_000n, 6), '1.23M');
  assert.equal(toShownAmount(9_999_999_999n, 6), '9,999.9999');
  assert.equal(toShownAmount(12n, 9), '0.000000012');
  assert.equal(toShownAmount(0n, 9), '0');
  assert.equal(toExactAmount(-1_500_000n, 6), '-1.5');
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 2n ** 64n }),
      fc.integer({ min: 0, max: 12 }),
      (amount, decimals) => {
        const exact = Number(toExactAmount(amount, decimals));
        const shown = toShownAmount(amount, decimals).replaceAll(',', '');
        const factor = { k: 1e3, M: 1e6, B: 1e9, T: 1e12 }[shown.at(-1) ?? ''] ?? 1;
        const told = Number.parseFloat(shown) * factor;
        assert.ok(told <= exact * (1 + 1e-12) && told >= exact * 0.989, `${exact} told as ${shown}`);
      },
    ),
  );
});
