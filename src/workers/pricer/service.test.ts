import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { AppError } from '../../core/errors.ts';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { parseBase58, toBase58 } from '../../domain/solana/base58.ts';
import type { DecodedTransaction } from '../../domain/solana/decoded.ts';
import { USDC, WRAPPED_SOL } from '../../domain/solana/programs.ts';
import { startStorage, type TestStorage } from '../storage/testing/start-storage.ts';
import { openPricer, type Surroundings } from './testing/open-pricer.ts';

const timeout = 20_000;
const TOKEN = 'DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263';
const CPMM = 'CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C';
const key = (fill: number) => toBase58(new Uint8Array(32).fill(fill));
const SOL_POOL = key(7);
const POOL = key(8);
const VAULTS = [key(9), key(10)] as const;
/** A midnight. */
const T0 = 1_700_006_400_000;

type Leg = readonly [mint: string, amount: bigint];
const swapped = (
  pool: string,
  [mint, amount]: Leg,
  [mintOut, out]: Leg,
  atMs: number,
): DecodedTransaction => ({
  ...{ signature: 's', slot: 1, blockTimeMs: atMs, status: 'success', error: null },
  ...{ trades: [], changes: [], notUnderstood: [] },
  events: [
    {
      ...{ type: 'swap', instruction: 0, program: CPMM, pool, user: key(1) },
      ...{ input: { mint, amount }, output: { mint: mintOut, amount: out } },
    },
  ],
});
const solAt = (dollars: bigint, atMs: number) =>
  swapped(SOL_POOL, [USDC, dollars * 1_000_000n], [WRAPPED_SOL, 1_000_000_000n], atMs);
const boughtAt = (lamports: bigint, atMs: number) =>
  swapped(POOL, [WRAPPED_SOL, lamports], [TOKEN, 1_000_000n], atMs);

const mintData = (decimals: number) => new Uint8Array(82).fill(decimals, 44, 45);
const vaultData = (mint: string, amount: bigint) => {
  const data = new Uint8Array(165);
  data.set(parseBase58(mint) ?? [], 0);
  new DataView(data.buffer).setBigUint64(64, amount, true);
  return data;
};
const poolData = () => {
  const data = new Uint8Array(400);
  for (const [i, vault] of VAULTS.entries()) data.set(parseBase58(vault) ?? [], 72 + 32 * i);
  return data;
};
const accounts = new Map([
  [TOKEN, mintData(6)],
  [POOL, poolData()],
  [VAULTS[0], vaultData(TOKEN, 5_000_000n)],
  [VAULTS[1], vaultData(WRAPPED_SOL, 300_000_000_000n)],
]);

describe('the pricer', { timeout }, () => {
  let folder: string;
  let storage: TestStorage;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pricer-'));
    storage = await startStorage({ folder });
  });
  after(async () => {
    await storage.stop();
    rmSync(folder, { recursive: true });
  });
  const open = (changes: Partial<Surroundings> = {}) => {
    const clock = changes.clock ?? createManualClock(T0);
    return openPricer({ clock, storage: storage.client, accounts, ...changes });
  };
  /** What storage was asked before is answered with this. */
  const settled = async () => {
    const wanted = { mint: TOKEN, intervalMs: 60_000, beforeMs: null, limit: 1 };
    for (let turn = 0; turn < 5; turn++) await storage.client.tokenCandles(wanted);
  };

  test('makes prices of swaps, reads what it lacks from the chain, and puts the latest on the board', async () => {
    const clock = createManualClock(T0);
    const { pricer, saw, board, told, stop } = await open({ clock });
    saw(solAt(150n, T0), boughtAt(500_000_000n, T0));
    await clock.advance(2100);
    assert.equal(board.get(TOKEN)?.priceUsd, '75');
    const [price] = await pricer.prices({ mints: [TOKEN, key(3)] });
    assert.deepEqual([price?.priceUsd, price?.priceSol, price?.isDisputed], ['75', '0.5', false]);
    await clock.advance(2100);
    const [later] = await pricer.prices({ mints: [TOKEN] });
    assert.equal(later?.sources[0]?.liquidityUsd, 90_000, 'twice 300 SOL');
    assert.ok(told.some(({ mint, priceUsd }) => mint === TOKEN && priceUsd === '75'));
    assert.equal((await pricer.health()).status, 'Healthy');
    await settled();
    await stop();
  });

  test('asks the feeds about tokens that somebody wants to know of, and takes a liar for what it is', async () => {
    const clock = createManualClock(T0);
    const feeds = ['jupiter', 'dexscreener', 'birdeye', 'vybe'].map((name) => ({
      ...{ name, baseUrl: '', key: 'k', requestsPerMinute: 60 },
    }));
    const answerTo = (url: string) => {
      if (url.includes('jup.ag'))
        return { body: { [TOKEN]: { usdPrice: 2, blockId: 1, liquidity: 50_000, decimals: 6 } } };
      if (url.includes('dexscreener'))
        return {
          body: [
            {
              chainId: 'solana',
              baseToken: { address: TOKEN },
              priceUsd: '2.01',
              liquidity: { usd: 40_000 },
            },
          ],
        };
      if (url.includes('birdeye'))
        return {
          body: {
            success: true,
            data: { [TOKEN]: { value: 500, updateUnixTime: T0 / 1000, liquidity: 900 } },
          },
        };
      return { status: 429, headers: { 'retry-after': '90' } };
    };
    const { pricer, asked, stop } = await open({ clock, settings: { feeds }, answerTo });
    assert.deepEqual(await pricer.prices({ mints: [TOKEN] }), []);
    await clock.advance(5000);
    const [price] = await pricer.prices({ mints: [TOKEN] });
    assert.equal(price?.priceUsd, '2');
    assert.equal(price?.isDisputed, false, 'the liar is too small to dispute');
    assert.ok((price?.disagreementBps ?? 0) > 100_000, 'and its distance is told');
    assert.deepEqual(
      (await pricer.feeds()).map(({ name, state }) => [name, state]),
      [
        ...[
          ['pool', 'ready'],
          ['jupiter', 'ready'],
          ['dexscreener', 'ready'],
          ['birdeye', 'ready'],
        ],
        ...[
          ['vybe', 'limited'],
          ['binance', 'off'],
        ],
      ],
    );
    const before = asked.filter((url) => url.includes('dexscreener') && url.includes(TOKEN)).length;
    await clock.advance(60_000);
    const after = asked.filter((url) => url.includes('dexscreener') && url.includes(TOKEN)).length;
    assert.ok(after - before >= 5 && after - before <= 6, 'again each ten seconds');
    await settled();
    await stop();
  });

  test('goes on with its candles after a restart, in the open minute too', async () => {
    const clock = createManualClock(T0 + 3_600_000);
    const first = await open({ clock });
    const now = () => clock.now();
    first.saw(solAt(100n, now()), boughtAt(1_000_000_000n, now()));
    await clock.advance(2100);
    await settled();
    first.saw(boughtAt(3_000_000_000n, now()));
    await first.stop();
    const second = await open({ clock });
    second.saw(solAt(100n, now()), boughtAt(2_000_000_000n, now()));
    await clock.advance(2100);
    await settled();
    const wanted = { mint: TOKEN, intervalMs: 60_000, beforeMs: null, limit: 10 };
    const candle = (await second.pricer.candles(wanted)).at(-1);
    assert.deepEqual([candle?.open, candle?.high, candle?.low, candle?.close], ['100', '300', '100', '200']);
    await clock.advance(60_000);
    second.saw(solAt(100n, now()), boughtAt(5_000_000_000n, now()));
    await second.stop();
    const rows = await storage.client.tokenCandles(wanted);
    assert.deepEqual(
      rows.slice(-2).map(({ close }) => close),
      ['200', '500'],
    );
  });

  test('loses no closed candle while storage is away', async () => {
    const clock = createManualClock(T0 + 7_200_000);
    let isAway = false;
    const client = {
      tokenCandles: storage.client.tokenCandles,
      recordTokenFacts: (async (input) => {
        if (isAway) throw new AppError('QUEUE_FULL');
        await storage.client.recordTokenFacts(input);
      }) as TestStorage['client']['recordTokenFacts'],
    };
    const { saw, lines, stop } = await open({ clock, storage: client });
    saw(solAt(100n, clock.now()), boughtAt(1_000_000_000n, clock.now()));
    await clock.advance(2100);
    await settled();
    isAway = true;
    await clock.advance(90_000);
    saw(boughtAt(4_000_000_000n, clock.now()));
    await clock.advance(30_000);
    assert.equal(lines.filter((line) => line.includes('wait for storage')).length, 1);
    isAway = false;
    await stop();
    const rows = await storage.client.tokenCandles({
      ...{ mint: TOKEN, intervalMs: 60_000, beforeMs: null, limit: 2 },
    });
    assert.deepEqual(
      rows.map(({ close }) => close),
      ['100', '400'],
    );
  });

  test('takes majors from the exchange that is followed already', async () => {
    const clock = createManualClock(T0);
    const instrument = { id: 'spot:SOLUSDT', base: 'SOL', quote: 'USDT', market: 'spot', origin: 'live' };
    const market = {
      instruments: async () => [{ ...instrument, state: 'live' }],
      candles: async () => [{ openMs: T0, close: '151.5' }],
    };
    const { pricer, stop } = await open({ clock, settings: { majors: true }, market });
    await clock.advance(5100);
    const [price] = await pricer.prices({ mints: [WRAPPED_SOL] });
    assert.deepEqual([price?.priceUsd, price?.sources[0]?.source], ['151.5', 'binance']);
    await settled();
    await stop();
  });
});
