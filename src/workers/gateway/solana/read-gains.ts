// What followed wallets won and lost: their trades of storage, at prices of now.
import type { PositionRow, QuoteGains, WalletGainsView } from '../../../api/solana-words.ts';
import type { Clock } from '../../../core/clock.ts';
import { USDC, USDT, WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import { type Gains, toUnrealised, toWalletGains } from '../../../domain/solana/wallet-gains.ts';
import type { WalletTrade } from '../../../domain/solana/wallet-trade.ts';
import type { GatewayParts } from '../parts.ts';
import { type Prices, priceSays, readPrices } from './read-prices.ts';
import type { TokenBook } from './token-book.ts';

type Parts = Pick<GatewayParts, 'storage' | 'pricer'> & { readonly clock: Clock; readonly book: TokenBook };

const PAGE = 5000;
const MAX_TRADES = 50_000;
const KEPT_MS = 5000;
const MAX_KEPT = 500;
const DEADLINE = { deadlineMs: 8000 };
const quotes = [WRAPPED_SOL, USDC, USDT];

export type ReadGains = (wallet: string) => Promise<WalletGainsView>;

/** Counted anew at most every five seconds for each wallet. */
export function createReadGains(parts: Parts): ReadGains {
  const kept = new Map<string, { readonly atMs: number; readonly view: Promise<WalletGainsView> }>();
  return (wallet) => {
    const nowMs = parts.clock.monotonicMs();
    const known = kept.get(wallet);
    if (known !== undefined && nowMs - known.atMs < KEPT_MS) return known.view;
    const view = readGains(parts, wallet);
    kept.delete(wallet);
    kept.set(wallet, { atMs: nowMs, view });
    const [oldest] = kept.keys();
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    view.catch(() => kept.delete(wallet));
    return view;
  };
}

/** All trades of a wallet, oldest first, page by page; ends after `max` of them. */
export async function* tradePages(
  storage: Pick<GatewayParts['storage'], 'walletTrades'>,
  address: string,
  max: number,
): AsyncGenerator<WalletTrade[]> {
  let sinceMs: number | undefined;
  /** Of the last moment, which the next page begins with again. */
  let told = 0;
  for (let left = max; left > 0; ) {
    const wish = sinceMs === undefined ? { address } : { address, sinceMs };
    const { trades, hasMore } = await storage.walletTrades({ ...wish, limit: PAGE }, DEADLINE);
    const fresh = trades.slice(told);
    if (fresh.length > 0) yield fresh.slice(0, left);
    left -= fresh.length;
    if (!hasMore || fresh.length === 0) return;
    const lastMs = trades.at(-1)?.atMs;
    told = trades.filter(({ atMs }) => atMs === lastMs).length;
    sinceMs = lastMs;
  }
}

async function readGains({ storage, pricer, book }: Parts, wallet: string): Promise<WalletGainsView> {
  const trades: WalletTrade[] = [];
  for await (const page of tradePages(storage, wallet, MAX_TRADES)) trades.push(...page);
  const gains = toWalletGains(trades);
  const open = gains.filter(({ held }) => held > 0n).map(({ token }) => token);
  const [prices] = await Promise.all([
    open.length === 0 ? nothing : readPrices(pricer, open),
    book.load(gains.map(({ token }) => token)),
  ]);
  const positions = gains
    .map((each) => toPosition(each, prices, book))
    .sort((a, b) => b.lastAtMs - a.lastAtMs);
  return {
    wallet,
    trades: trades.length,
    isComplete: trades.length < MAX_TRADES,
    totals: quotes.flatMap((quote) => toTotal(quote, positions, book)),
    positions,
  };
}

const nothing: Prices = { byMint: new Map(), says: null };

function toPosition(gains: Gains, prices: Prices, book: TokenBook): PositionRow {
  const {
    token,
    quote,
    held,
    spent,
    received,
    receivedWithoutCost,
    realised,
    cost,
    carried: _,
    ...rest
  } = gains;
  const name = book.nameOf(token);
  const quoteName = book.nameOf(quote);
  const { unrealised, says } = worthOf(gains, prices, name.decimals, quoteName.decimals ?? 0);
  return {
    token: name,
    quote,
    symbol: quoteName.symbol,
    decimals: quoteName.decimals ?? 0,
    held: held.toString(),
    spent: spent.toString(),
    received: received.toString(),
    receivedWithoutCost: receivedWithoutCost.toString(),
    realised: realised.toString(),
    cost: cost.toString(),
    unrealised: unrealised?.toString() ?? null,
    says,
    ...rest,
  };
}

type Valued = { readonly unrealised: bigint | null; readonly says: string | null };

function worthOf(gains: Gains, prices: Prices, token: number | null, quote: number): Valued {
  if (gains.held === 0n) return { unrealised: 0n, says: null };
  const price = prices.byMint.get(gains.token);
  const told = gains.quote === WRAPPED_SOL ? price?.priceSol : price?.priceUsd;
  if (token === null) return { unrealised: null, says: 'The decimals of the token are not known.' };
  if (told === null || told === undefined)
    return { unrealised: null, says: priceSays(prices, gains.token) ?? 'There is no price in SOL.' };
  return { unrealised: toUnrealised(gains, told, { token, quote }), says: null };
}

function toTotal(quote: string, positions: readonly PositionRow[], book: TokenBook): QuoteGains[] {
  const own = positions.filter((each) => each.quote === quote);
  if (own.length === 0) return [];
  const sum = (values: readonly string[]): string =>
    values.reduce((all, one) => all + BigInt(one), 0n).toString();
  const missing = own.filter(({ unrealised }) => unrealised === null);
  const { symbol, decimals } = book.nameOf(quote);
  return [
    {
      quote,
      symbol,
      decimals: decimals ?? 0,
      realised: sum(own.map(({ realised }) => realised)),
      cost: sum(own.map(({ cost }) => cost)),
      unrealised: missing.length > 0 ? null : sum(own.map(({ unrealised }) => unrealised ?? '0')),
      says:
        missing.length === 0
          ? null
          : `${missing.length} of ${own.length} tokens ${missing.length === 1 ? 'has' : 'have'} no price: ${missing[0]?.says ?? ''}`,
    },
  ];
}
