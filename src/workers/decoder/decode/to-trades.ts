// What a trader exchanged, with the amounts that its balances show.

import type { Trade } from '../../../domain/solana/decoded.ts';
import { quoteMints, WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import type { Address } from '../../../domain/solana/transaction.ts';
import type { Ledger } from './create-ledger.ts';
import type { Leg } from './leg.ts';
import { type Exchange, toExchanges } from './to-exchanges.ts';
import type { Flow } from './to-flows.ts';
import { withUnseenEnds } from './with-unseen-ends.ts';
import { withoutRetold } from './without-retold.ts';

export function toTrades(
  trader: Address,
  all: readonly Leg[],
  ledger: Ledger,
  flows: readonly Flow[],
): Trade[] {
  const legs = withoutRetold(trader, all, ledger);
  const isPassed = (mint: Address, left: bigint) => isLess(ledger.changeOf(trader, mint), left);
  const told = toExchanges(legs, isPassed);
  const outers = new Set(legs.map(({ outer }) => outer));
  const inside = flows.filter(({ outer }) => outers.has(outer));
  const exchanges = told.length === 1 ? told.map((one) => withUnseenEnds(trader, one, ledger, inside)) : told;
  const outside = flows.filter(({ outer }) => !outers.has(outer));
  return exchanges.map(({ input, output, legs: own }) => {
    const settled = (mint: Address, sign: 1n | -1n, amount: bigint) =>
      isShared(exchanges, mint) ? amount : settle({ trader, mint, sign, amount }, ledger, outside);
    return {
      trader,
      side: toSide(input.mint, output.mint),
      input: { mint: input.mint, amount: settled(input.mint, -1n, input.amount) },
      output: { mint: output.mint, amount: settled(output.mint, 1n, output.amount) },
      hops: own.map(({ program, pool, input, output }) => ({ program, pool, input, output })),
    };
  });
}

/** Whether several exchanges of a trader begin or end at a mint, so that its balance says nothing of one of them. */
function isShared(exchanges: readonly Exchange[], mint: Address): boolean {
  return exchanges.filter(({ input, output }) => input.mint === mint || output.mint === mint).length > 1;
}

/** What is moved beside an exchange is at most this share of it if it is a fee of the exchange, and else a transfer of its own. */
const FEE_SHARE = 10n;

type Side = {
  readonly trader: Address;
  readonly mint: Address;
  readonly sign: 1n | -1n;
  /** What the pools saw. */
  readonly amount: bigint;
};

/** Tokens by the trader's balance; SOL by what the pools saw, because a wallet's lamports pay for other things too. */
function settle({ trader, mint, sign, amount }: Side, ledger: Ledger, outside: readonly Flow[]): bigint {
  if (mint === WRAPPED_SOL) return amount;
  const change = sign * ledger.changeOf(trader, mint);
  let beside = 0n;
  for (const flow of outside) {
    if (flow.mint !== mint) continue;
    if (flow.from === trader) beside -= sign * flow.amount;
    if (flow.to === trader) beside += sign * flow.arrived;
  }
  // An order is paid out by another instruction than the one that exchanged for it.
  if (isSmall(change - amount, change) || isSmall(beside, change)) return change > 0n ? change : amount;
  return change > beside ? change - beside : amount;
}

function isSmall(part: bigint, whole: bigint): boolean {
  return (part < 0n ? -part : part) * FEE_SHARE <= (whole < 0n ? -whole : whole);
}

/** Whether a balance changed by less than half of what legs left over, which then somebody else took as a fee. */
function isLess(change: bigint, left: bigint): boolean {
  return (change < 0n ? -change : change) * 2n < (left < 0n ? -left : left);
}

function toSide(input: Address, output: Address): Trade['side'] {
  const [paysQuote, getsQuote] = [quoteMints.has(input), quoteMints.has(output)];
  if (paysQuote === getsQuote) return 'swap';
  return paysQuote ? 'buy' : 'sell';
}
