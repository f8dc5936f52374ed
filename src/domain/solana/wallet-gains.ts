// What a wallet won and lost on each token, by average cost. Whole base units throughout: what goes in comes out, to the last one.
import { quoteMints } from './programs.ts';
import type { WalletTrade } from './wallet-trade.ts';

/** One token paid for in one quote. Amounts of the token and of the quote in their base units. */
export type Gains = {
  readonly token: string;
  readonly quote: string;
  readonly buys: number;
  readonly sells: number;
  /** Paid for all that was bought; with what came along by swaps of other tokens. */
  readonly spent: bigint;
  /** Got for all that was sold. */
  readonly received: bigint;
  /** Of what was received: for tokens that were not seen to be bought. No part of what was realised. */
  readonly receivedWithoutCost: bigint;
  /** Received for tokens of known cost, less that cost. */
  readonly realised: bigint;
  /** Still held of what was bought, and what that cost. */
  readonly held: bigint;
  readonly cost: bigint;
  /** Cost that went over to another token by a swap. */
  readonly carried: bigint;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
};

type Position = { -readonly [K in keyof Gains]: Gains[K] };

/** Trades in the order of time. Tokens swapped for others take their cost along; quotes swapped for quotes are none. */
export function toWalletGains(
  trades: Iterable<Pick<WalletTrade, 'side' | 'token' | 'quote' | 'tokenAmount' | 'quoteAmount' | 'atMs'>>,
): Gains[] {
  const positions = new Map<string, Position>();
  const at = (token: string, quote: string, atMs: number): Position => {
    const key = `${token} ${quote}`;
    const known = positions.get(key) ?? begin(token, quote, atMs);
    positions.set(key, known);
    known.lastAtMs = atMs;
    return known;
  };
  for (const { side, token, quote, tokenAmount, quoteAmount, atMs } of trades) {
    if (quoteMints.has(token)) continue;
    if (side === 'buy' && quoteMints.has(quote)) buy(at(token, quote, atMs), tokenAmount, quoteAmount);
    else if (side === 'sell' && quoteMints.has(quote)) sell(at(token, quote, atMs), tokenAmount, quoteAmount);
    // Of a swap `token` is what came and `quote` is what went.
    else
      carry(
        [...positions.values()].filter((each) => each.token === quote),
        quoteAmount,
        tokenAmount,
        (from) => at(token, from.quote, atMs),
      );
  }
  return [...positions.values()];
}

function begin(token: string, quote: string, atMs: number): Position {
  const counts = { buys: 0, sells: 0, firstAtMs: atMs, lastAtMs: atMs };
  const sums = {
    spent: 0n,
    received: 0n,
    receivedWithoutCost: 0n,
    realised: 0n,
    held: 0n,
    cost: 0n,
    carried: 0n,
  };
  return { token, quote, ...counts, ...sums };
}

function buy(position: Position, amount: bigint, paid: bigint): void {
  position.buys += 1;
  position.spent += paid;
  position.held += amount;
  position.cost += paid;
}

function sell(position: Position, amount: bigint, got: bigint): void {
  position.sells += 1;
  position.received += got;
  const matched = amount < position.held ? amount : position.held;
  const proceeds = amount === 0n ? 0n : (got * matched) / amount;
  position.receivedWithoutCost += got - proceeds;
  position.realised += proceeds - take(position, matched);
}

/** Takes tokens out with their share of the cost; the last one takes what is left of it. */
function take(position: Position, amount: bigint): bigint {
  const cost = position.held === 0n ? 0n : (position.cost * amount) / position.held;
  position.held -= amount;
  position.cost -= cost;
  return cost;
}

/** What came for tokens without a known cost is not held at any cost either. */
function carry(
  sources: readonly Position[],
  given: bigint,
  got: bigint,
  to: (from: Position) => Position,
): void {
  let left = given;
  for (const source of sources) {
    const amount = left < source.held ? left : source.held;
    if (amount === 0n) continue;
    left -= amount;
    const cost = take(source, amount);
    source.carried += cost;
    const target = to(source);
    target.held += (got * amount) / given;
    target.spent += cost;
    // Less than one unit came for it: what it cost is lost.
    if (target.held === 0n) target.realised -= cost;
    else target.cost += cost;
  }
}

/** What is held at a price of one whole token, less its cost; in base units of the quote. Null where the price is no decimal. */
export function toUnrealised(
  { held, cost }: Pick<Gains, 'held' | 'cost'>,
  price: string,
  decimals: { readonly token: number; readonly quote: number },
): bigint | null {
  const [, whole, part = ''] = /^(\d+)(?:\.(\d+))?$/.exec(price) ?? [];
  if (whole === undefined) return null;
  const scaled = held * BigInt(whole + part) * 10n ** BigInt(decimals.quote);
  return scaled / 10n ** BigInt(decimals.token + part.length) - cost;
}
