import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AppError } from '../core/errors.ts';
import type { ScriptedAnswer } from '../core/outside/testing/scripted-http.ts';
import { formatPrice } from '../domain/solana/price.ts';
import { birdeye } from './birdeye.ts';
import { dexscreener } from './dexscreener.ts';
import type { Quote } from './feed.ts';
import { feeds } from './index.ts';
import { jupiter } from './jupiter.ts';
import { openTestFeed, SOL, TOKEN } from './testing/open-test-feed.ts';
import { vybe } from './vybe.ts';

const NOW = 1_700_000_000_000;
const told = (quotes: Quote[]) =>
  quotes.map(({ mint, priceUsd, liquidityUsd, atMs }) => [mint, formatPrice(priceUsd), liquidityUsd, atMs]);

test('Jupiter is asked for many at once, and a price whose slot stands still grows old', async () => {
  const body = (slot: number) => ({
    [SOL]: { usdPrice: 147.48, blockId: slot, decimals: 9, priceChange24h: 1.29, liquidity: 621_679_197.67 },
    [TOKEN]: { usdPrice: 3.04e-6, blockId: 7, decimals: 5, priceChange24h: null },
    another: null,
  });
  const { ask, clock, requests } = openTestFeed(jupiter, (_, count) => ({ body: body(count) }));
  assert.deepEqual(told(await ask(SOL, TOKEN, 'another')), [
    [SOL, '147.48', 621_679_197.67, NOW],
    [TOKEN, '0.00000304', null, NOW],
  ]);
  assert.equal(requests[0]?.url, `https://api.jup.ag/price/v3?ids=${SOL}%2C${TOKEN}%2Canother`);
  assert.equal(requests[0]?.headers['x-api-key'], 'a-key-of-ours');
  await clock.advance(5000);
  assert.deepEqual(
    (await ask(SOL, TOKEN)).map(({ atMs }) => atMs),
    [NOW + 5000, NOW],
  );
});

test('of the pools that DexScreener tells a small one cannot lie, and those of others do not count', async () => {
  const pool = (address: string, priceUsd: string, usd: number, chainId = 'solana') => ({
    ...{ chainId, dexId: 'raydium', pairAddress: 'p', priceNative: '1', priceUsd },
    ...{ baseToken: { address, symbol: 'X' }, quoteToken: { address: SOL }, liquidity: { usd } },
  });
  const pools = [
    pool(TOKEN, '0.00002', 500_000),
    pool(TOKEN, '99', 1000),
    pool(TOKEN, '0.0000201', 400_000),
    pool(TOKEN, '50', 1e12, 'ethereum'),
    pool('another', '70', 1e9),
    { chainId: 'solana', baseToken: { address: TOKEN } },
  ];
  const { ask, requests } = openTestFeed(dexscreener, () => ({ body: pools }));
  assert.deepEqual(told(await ask(TOKEN, SOL)), [[TOKEN, '0.00002', 901_000, NOW]]);
  assert.equal(requests[0]?.url, `https://api.dexscreener.com/tokens/v1/solana/${TOKEN},${SOL}`);
});

test('Birdeye is told the key and the chain, and says how old its price is', async () => {
  const data = {
    [TOKEN]: { value: 1.5e-5, updateUnixTime: 1_699_999_990, liquidity: 1000, priceChange24h: -3 },
    [SOL]: null,
  };
  const { ask, requests } = openTestFeed(birdeye, () => ({ body: { success: true, data } }));
  assert.deepEqual(told(await ask(TOKEN, SOL)), [[TOKEN, '0.000015', 1000, NOW - 10_000]]);
  const headers = requests[0]?.headers;
  assert.deepEqual([headers?.['x-api-key'], headers?.['x-chain']], ['a-key-of-ours', 'solana']);
  assert.match(
    requests[0]?.url ?? '',
    /^https:\/\/public-api\.birdeye\.so\/defi\/multi_price\?list_address=.*&include_liquidity=true$/,
  );
});

test('Vybe is asked for one token, and one that it does not know is no failure', async () => {
  const { ask, requests } = openTestFeed(vybe, (url) =>
    url.endsWith(TOKEN)
      ? { body: { mintAddress: TOKEN, price: 0.00002, updateTime: 1_699_999_000, symbol: 'X' } }
      : { status: 404, body: { message: 'not found' } },
  );
  assert.deepEqual(told(await ask(TOKEN)), [[TOKEN, '0.00002', null, 1_699_999_000_000]]);
  assert.deepEqual(await ask(SOL), []);
  assert.equal(requests[0]?.url, `https://api.vybenetwork.xyz/token/${TOKEN}`);
  assert.equal(requests[0]?.headers['x-api-key'], 'a-key-of-ours');
});

for (const feed of feeds) {
  const codeOf = async (answer: ScriptedAnswer) => {
    const { ask, clock } = openTestFeed(feed, () => answer);
    const asked = ask(TOKEN).then(
      () => 'answered',
      (error: AppError) => error.code,
    );
    await clock.advance(60_000);
    return asked;
  };

  test(`${feed.name}: what is no answer is an error that says so`, async () => {
    assert.equal(await codeOf({ status: 429, headers: { 'retry-after': '30' } }), 'HTTP_RATE_LIMITED');
    assert.equal(await codeOf({ status: 503 }), 'HTTP_UNAVAILABLE');
    assert.equal(await codeOf('silent'), 'OUTSIDE_TIMEOUT');
    assert.equal(await codeOf({ chunks: ['<html>'] }), 'HTTP_NOT_JSON');
    assert.equal(await codeOf({ body: 'text' }), 'HTTP_RESPONSE_INVALID');
  });

  test(`${feed.name}: whatever stands in an answer, each quote is a price above 0 of a token that was asked for`, async () => {
    const deep = fc.dictionary(fc.constantFrom(TOKEN, 'data', 'success', 'value', 'price'), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), deep), async (body) => {
        const { ask } = openTestFeed(feed, () => ({ body }));
        const quotes = await ask(TOKEN).catch((error: AppError) => {
          assert.notEqual(error.kind, 'bug');
          return [];
        });
        for (const { mint, priceUsd } of quotes) assert.ok(mint === TOKEN && priceUsd > 0n);
      }),
      { numRuns: 200 },
    );
  });
}
