import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DecodedTransaction } from './decoded.ts';
import { USDC, USDT, WRAPPED_SOL } from './programs.ts';
import { swapPricesOf } from './swap-prices.ts';

const TOKEN = 'DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263';
const OTHER = 'JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN';
const PROGRAM = 'CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C';
const POOL = '7YttLkHDoNj9wyDur5pM1ejNaAvT9X4eqaYcHQqtj2G5';
const of = (mint: string, amount: bigint) => ({ mint, amount });
type Legs = [ReturnType<typeof of>, ReturnType<typeof of>];

const swap = (...[input, output]: Legs) =>
  ({ type: 'swap', instruction: 0, program: PROGRAM, pool: POOL, user: POOL, input, output }) as const;
const done = (changes: Partial<DecodedTransaction>): DecodedTransaction => ({
  ...{ signature: 's', slot: 1, blockTimeMs: 1, status: 'success', error: null },
  ...{ trades: [], events: [], changes: [], notUnderstood: [], ...changes },
});

test('a buy and a sell give the price from the same two amounts', () => {
  const [bought] = swapPricesOf(done({ events: [swap(of(WRAPPED_SOL, 5000n), of(TOKEN, 70n))] }));
  const [sold] = swapPricesOf(done({ events: [swap(of(TOKEN, 70n), of(WRAPPED_SOL, 5000n))] }));
  assert.deepEqual(bought, sold);
  assert.deepEqual(bought, {
    ...{ mint: TOKEN, quote: WRAPPED_SOL, program: PROGRAM, pool: POOL },
    ...{ tokenAtoms: 70n, quoteAtoms: 5000n },
  });
});

test('SOL is a token where dollars pay for it; dollars for dollars and token for token say nothing', () => {
  const events = [
    swap(of(USDC, 150_000_000n), of(WRAPPED_SOL, 1_000_000_000n)),
    swap(of(USDC, 5000n), of(USDT, 5000n)),
    swap(of(TOKEN, 5000n), of(OTHER, 5000n)),
  ];
  const prices = swapPricesOf(done({ events }));
  assert.deepEqual(
    prices.map(({ mint, quote }) => [mint, quote]),
    [[WRAPPED_SOL, USDC]],
  );
});

test('failed transactions and amounts that round to anything say nothing', () => {
  const events = [swap(of(WRAPPED_SOL, 5000n), of(TOKEN, 70n))];
  assert.deepEqual(swapPricesOf(done({ events, status: 'failed' })), []);
  assert.deepEqual(swapPricesOf(done({ events: [swap(of(WRAPPED_SOL, 999n), of(TOKEN, 70n))] })), []);
  assert.deepEqual(swapPricesOf(done({ events: [swap(of(WRAPPED_SOL, 5000n), of(TOKEN, 9n))] })), []);
});

test('a hop of which only the router told counts once, one with an event not twice', () => {
  const hop = (pool: string | null) => ({
    ...{ program: PROGRAM, pool, input: of(WRAPPED_SOL, 5000n), output: of(TOKEN, 70n) },
  });
  const trade = (hops: ReturnType<typeof hop>[]) => ({
    ...{ trader: POOL, side: 'buy' as const, hops },
    ...{ input: of(WRAPPED_SOL, 5000n), output: of(TOKEN, 70n) },
  });
  assert.equal(swapPricesOf(done({ trades: [trade([hop(null)])] })).length, 1);
  const events = [swap(of(WRAPPED_SOL, 5000n), of(TOKEN, 70n))];
  assert.equal(swapPricesOf(done({ trades: [trade([hop(POOL)])], events })).length, 1);
});
