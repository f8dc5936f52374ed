// One exchange on the way of a trade, whoever told it.
import type { Hop } from '../../../domain/solana/decoded.ts';
import type { Address } from '../../../domain/solana/transaction.ts';

export type Leg = Hop & {
  /** Place in the order of execution; between two instructions where a router told it without one. */
  readonly order: number;
  readonly outer: number;
  /** Whose authority moved the tokens; null where a router does not say. */
  readonly user: Address | null;
};

/** What legs gave of each mint, less what they took. */
function toNet(legs: readonly Leg[]): Map<Address, bigint> {
  const net = new Map<Address, bigint>();
  for (const { input, output } of legs) {
    net.set(input.mint, (net.get(input.mint) ?? 0n) - input.amount);
    net.set(output.mint, (net.get(output.mint) ?? 0n) + output.amount);
  }
  return net;
}

/** Of each mint the greater of what went in and what came out. */
function toThroughput(legs: readonly Leg[]): Map<Address, bigint> {
  const sums = new Map<Address, { into: bigint; out: bigint }>();
  const of = (mint: Address) => {
    const held = sums.get(mint) ?? { into: 0n, out: 0n };
    sums.set(mint, held);
    return held;
  };
  for (const { input, output } of legs) {
    of(input.mint).into += input.amount;
    of(output.mint).out += output.amount;
  }
  return new Map([...sums].map(([mint, { into, out }]) => [mint, into > out ? into : out]));
}

/** Mints at which legs begin (negative) and end, without those on the way of which at most one part in `share` is left over. */
export function toEnds(legs: readonly Leg[], share: bigint): (readonly [mint: Address, change: bigint])[] {
  const throughput = toThroughput(legs);
  return [...toNet(legs)].filter(([mint, change]) => {
    const left = change < 0n ? -change : change;
    return left * share > (throughput.get(mint) ?? 0n);
  });
}

/** Within one instruction, what a route leaves of a mint on its way is at most one part in so many. */
export const LEFT_WITHIN = 20n;
