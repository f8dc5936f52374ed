import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatPrice, type Price, parsePrice } from '../../../domain/solana/price.ts';
import { USDC, WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import { PriceTable } from './price-table.ts';
import { toTokenPrice } from './to-token-price.ts';
import type { TokenState } from './token-state.ts';

const NOW = 1_700_000_000_000;
const TOKEN = 'DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263';
const rules = { poolFreshMs: 600_000, disputeBps: 300, maxTokens: 3, interestMs: 3_600_000 };

function openTable(maxTokens = rules.maxTokens) {
  const tracked: string[] = [];
  const left: string[] = [];
  const table = new PriceTable(
    { ...rules, maxTokens },
    { onTracked: ({ mint }) => tracked.push(mint), onLeft: ({ mint }) => left.push(mint) },
  );
  const sol = (dollars: bigint, atMs = NOW) =>
    table.addSwap(
      {
        ...{ mint: WRAPPED_SOL, quote: USDC, program: 'P', pool: 'sol-pool' },
        ...{ tokenAtoms: 1_000_000_000n, quoteAtoms: dollars * 1_000_000n },
      },
      atMs,
      atMs,
    );
  const swap = (pool: string, lamports: bigint, tokenAtoms: bigint, atMs = NOW, mint = TOKEN) =>
    table.addSwap(
      { mint, quote: WRAPPED_SOL, program: 'P', pool, tokenAtoms, quoteAtoms: lamports },
      atMs,
      atMs,
    );
  const quote = (source: string, price: string, liquidityUsd: number | null, atMs = NOW) =>
    table.addQuote(
      source,
      { mint: TOKEN, priceUsd: parsePrice(price) as Price, liquidityUsd, atMs },
      60_000,
      NOW,
    );
  const told = (mint = TOKEN, nowMs = NOW) => toTokenPrice(table.get(mint) as TokenState, nowMs);
  return { table, tracked, left, sol, swap, quote, told };
}

test('a swap for SOL is a price in dollars once SOL and the decimals of the token are known', () => {
  const { table, sol, swap, told } = openTable();
  swap('pool', 2_000_000_000n, 4_000_000n);
  assert.equal(told().priceUsd, null);
  sol(150n);
  assert.equal(told().priceUsd, null);
  table.setDecimals(TOKEN, 6, NOW);
  assert.equal(told().priceUsd, '75');
  assert.equal(told().priceSol, '0.5');
  sol(200n, NOW + 1);
  table.age(NOW + 1);
  assert.equal(told().priceUsd, '100', 'what is priced in SOL moves with SOL');
  assert.equal(told(WRAPPED_SOL).priceSol, '1');
});

test('each source is told with its age, one that is too old is told and does not count', () => {
  const { table, quote, told } = openTable();
  table.want(TOKEN, NOW);
  quote('jupiter', '2', 1000);
  quote('birdeye', '9', 1e9, NOW - 60_000);
  const { priceUsd, sources, isDisputed, liquidityUsd } = told();
  assert.deepEqual([priceUsd, isDisputed, liquidityUsd], ['2', false, 1000]);
  assert.deepEqual(
    sources.map(({ source, isFresh, atMs }) => [source, isFresh, atMs]),
    [
      ['jupiter', true, NOW],
      ['birdeye', false, NOW - 60_000],
    ],
  );
  table.age(NOW + 60_000);
  assert.equal(told(TOKEN, NOW + 60_000).priceUsd, null);
  assert.equal(table.takeChanged().length, 1, 'that it has no price any more is told too');
});

test('sources that disagree make a price disputed', () => {
  const { table, quote, told } = openTable();
  table.want(TOKEN, NOW);
  quote('jupiter', '2', 1000);
  quote('dexscreener', '2.02', 1000);
  quote('birdeye', '2.2', 1000);
  assert.equal(told().priceUsd, '2.02');
  assert.equal(told().isDisputed, true);
  assert.equal(told().disagreementBps, 891);
});

test('an older swap of a pool does not take the place of a newer one, and one from long ago is no price', () => {
  const { table, sol, swap, told } = openTable();
  sol(100n);
  assert.equal(swap('pool', 2_000_000_000n, 4_000_000n), true);
  table.setDecimals(TOKEN, 6, NOW);
  assert.equal(swap('pool', 9_000_000_000n, 4_000_000n, NOW - 1), false);
  assert.equal(told().priceUsd, '50');
  const long = { mint: TOKEN, quote: WRAPPED_SOL, program: 'P', pool: 'q', tokenAtoms: 10n, quoteAtoms: 10n };
  assert.equal(table.addSwap(long, NOW - rules.poolFreshMs, NOW), false);
});

test('a pool with much behind it counts more than several empty ones', () => {
  const { table, sol, swap, told } = openTable();
  sol(100n);
  swap('deep', 1_000_000_000n, 1_000_000n);
  table.setDecimals(TOKEN, 6, NOW);
  for (const pool of ['a', 'b', 'c']) swap(pool, 7_000_000_000n, 1_000_000n);
  assert.equal(told().priceUsd, '700');
  table.setHeld(TOKEN, 'deep', 500_000_000_000n);
  swap('a', 7_000_000_000n, 1_000_000n);
  assert.equal(told().priceUsd, '100');
  assert.equal(told().sources[0]?.liquidityUsd, 100_000);
});

test('of too many tokens the one that nobody asked for or traded the longest gives way, SOL never', () => {
  const { table, sol, swap, left, tracked } = openTable();
  sol(100n);
  swap('p', 1000n, 1000n, NOW + 1, 'one');
  swap('p', 1000n, 1000n, NOW + 2, 'two');
  table.want('one', NOW + 3);
  swap('p', 1000n, 1000n, NOW + 4, 'three');
  assert.deepEqual(left, ['two']);
  assert.deepEqual(tracked, [WRAPPED_SOL, 'one', 'two', 'three']);
  assert.ok(table.takeChanged().every(({ mint }) => mint !== 'two'));
});

test('a thousand updates of a token are told as one', () => {
  const { table, sol, swap, told } = openTable();
  sol(100n);
  table.takeChanged();
  for (let i = 1; i <= 1000; i++) swap('pool', BigInt(i) * 1_000_000n, 1_000_000n, NOW + i);
  table.setDecimals(TOKEN, 6, NOW + 1000);
  assert.equal(table.takeChanged().length, 1);
  assert.equal(told(TOKEN, NOW + 1000).priceUsd, formatPrice(parsePrice('100') as Price));
});
