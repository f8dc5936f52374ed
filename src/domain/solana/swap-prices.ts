// What tokens cost by the swaps of a transaction: each exchange of a token for SOL, USDC or USDT is a price.
import type { DecodedTransaction } from './decoded.ts';
import { quoteMints, USDC, USDT, WRAPPED_SOL } from './programs.ts';

export type SwapPrice = {
  readonly mint: string;
  readonly quote: string;
  readonly tokenAtoms: bigint;
  readonly quoteAtoms: bigint;
  readonly program: string;
  /** Null where only a router told of it. */
  readonly pool: string | null;
};

/** Of fewer base units, rounding says more than the price. */
const LEAST_QUOTE_ATOMS = 1000n;
const LEAST_TOKEN_ATOMS = 10n;

type Exchanged = Pick<
  DecodedTransaction['trades'][number]['hops'][number],
  'program' | 'pool' | 'input' | 'output'
>;

/** In the order of the transaction; a failed one has none. SOL is a token where dollars pay for it. */
export function swapPricesOf({ status, events, trades }: DecodedTransaction): SwapPrice[] {
  if (status !== 'success') return [];
  const prices: SwapPrice[] = [];
  const add = (exchanged: Exchanged) => {
    const price = toSwapPrice(exchanged);
    if (price !== null) prices.push(price);
  };
  for (const event of events) if (event.type === 'swap') add(event);
  for (const { hops } of trades) for (const hop of hops) if (hop.pool === null) add(hop);
  return prices;
}

function toSwapPrice({ program, pool, input, output }: Exchanged): SwapPrice | null {
  const isInputQuote = isQuoteOf(input.mint, output.mint);
  if (!isInputQuote && !isQuoteOf(output.mint, input.mint)) return null;
  const [quote, token] = isInputQuote ? [input, output] : [output, input];
  if (quote.amount < LEAST_QUOTE_ATOMS || token.amount < LEAST_TOKEN_ATOMS) return null;
  return {
    ...{ mint: token.mint, quote: quote.mint, program, pool },
    tokenAtoms: token.amount,
    quoteAtoms: quote.amount,
  };
}

/** Dollars pay for SOL, SOL and dollars for everything else. */
function isQuoteOf(quote: string, token: string): boolean {
  if (!quoteMints.has(quote) || quote === token) return false;
  return !quoteMints.has(token) || (token === WRAPPED_SOL && (quote === USDC || quote === USDT));
}
