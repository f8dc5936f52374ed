// What the exchange says of SOL and other majors, from the candles of the worker market; nothing is connected for it.
import { toAppError } from '../../../core/errors.ts';
import type { Context } from '../../../core/service.ts';
import { parsePrice } from '../../../domain/solana/price.ts';
import { WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import type { marketContract } from '../../market/contract.ts';
import type { PriceTable } from '../prices/price-table.ts';
import type { FeedState } from './feed-asker.ts';

type Doors = Pick<Context<never, { market: typeof marketContract }>, 'clients' | 'clock'>;

/** Wrapped on Solana, by what the exchange calls it. */
const mintOfBase: Readonly<Record<string, string>> = {
  SOL: WRAPPED_SOL,
  BTC: '3NZ9JMVBmGAqocybic2c7LQCJScmgsAZ6vQqTDzcqmJh',
  ETH: '7vfCXTUXx5WJV5JADk17DUJ4ksgau7utNKj4b963voxs',
  BNB: '9gP2kCy3wA1ctvYWQk75guqXuHfrEomqydHLtcTCqiLa',
};
const dollars = new Set(['USDT', 'USDC']);
/** A spot price is one of the thing itself. */
const marketRank: Readonly<Record<string, number>> = { spot: 0, usdm: 1 };

const PERIOD_MS = 5000;
const MINUTE_MS = 60_000;
const FRESH_MS = 90_000;
/** What the exchange's books hold of a major, roughly: more than most pools. */
const ASSUMED_USD = 10_000_000;

export type Majors = { readonly state: FeedState; stop(): void };

export function createMajors({ clients, clock }: Doors, table: PriceTable): Majors {
  let says = 'Not asked yet.';
  let state: FeedState['state'] = 'ready';
  let lastMs: number | null = null;
  let isAsking = false;

  const askAll = async () => {
    const instruments = (await clients.market.instruments())
      .filter(({ state, base, quote, market, origin }) => {
        const isKnown = mintOfBase[base] !== undefined && dollars.has(quote);
        return state === 'live' && origin === 'live' && isKnown && market in marketRank;
      })
      .sort((a, b) => (marketRank[a.market] ?? 2) - (marketRank[b.market] ?? 2));
    const bases = new Set<string>();
    for (const { id, base } of instruments) {
      const mint = mintOfBase[base] as string;
      if (bases.has(base) || table.get(mint) === undefined) continue;
      bases.add(base);
      const toMs = clock.now() + MINUTE_MS;
      const fromMs = toMs - 3 * MINUTE_MS;
      const candles = await clients.market.candles({ instrument: id, interval: '1m', fromMs, toMs });
      const last = candles.at(-1);
      const priceUsd = last && parsePrice(last.close);
      if (!last || !priceUsd) continue;
      const nowMs = clock.now();
      const atMs = Math.min(nowMs, last.openMs + MINUTE_MS);
      table.addQuote('binance', { mint, priceUsd, liquidityUsd: null, atMs }, FRESH_MS, nowMs, ASSUMED_USD);
      lastMs = nowMs;
    }
    state = 'ready';
    says = bases.size > 0 ? `Tells ${[...bases].join(', ')}.` : 'Follows no major that anybody asked for.';
  };
  const timer = clock.every(PERIOD_MS, async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      await askAll();
    } catch (thrown) {
      state = 'away';
      says = toAppError(thrown).message;
    } finally {
      isAsking = false;
    }
  });
  return {
    get state() {
      return { name: 'binance', state, says, lastMs };
    },
    stop: () => timer.cancel(),
  };
}
