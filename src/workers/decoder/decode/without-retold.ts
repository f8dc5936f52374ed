// An order that a keeper fills is told twice: by the pools where the keeper exchanged, and by the order's own program.
import { WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import type { Address } from '../../../domain/solana/transaction.ts';
import type { Ledger } from './create-ledger.ts';
import { LEFT_WITHIN, type Leg, toEnds } from './leg.ts';

/** The legs without one that says what the others say together, where the trader's balances know of it once only. */
export function withoutRetold(trader: Address, legs: readonly Leg[], ledger: Ledger): readonly Leg[] {
  const at = legs.findLastIndex((leg) => isRetold(trader, leg, legs, ledger));
  return at < 0 ? legs : legs.toSpliced(at, 1);
}

function isRetold(trader: Address, leg: Leg, legs: readonly Leg[], ledger: Ledger): boolean {
  const others = legs.filter((other) => other !== leg);
  if (others.length === 0 || others.some(({ outer }) => outer === leg.outer)) return false;
  const ends = toEnds(others, LEFT_WITHIN);
  const input = ends.find(([mint]) => mint === leg.input.mint);
  const output = ends.find(([mint]) => mint === leg.output.mint);
  if (input === undefined || output === undefined || ends.length !== 2) return false;
  if (!isAbout(-input[1], leg.input.amount) || !isAbout(output[1], leg.output.amount)) return false;
  // Twice the same in one transaction is no rarity; then the balances show it.
  return [input, output].some(
    ([mint, change]) => mint !== WRAPPED_SOL && !isAbout(ledger.changeOf(trader, mint), change * 2n),
  );
}

/** Fees of keepers and orders lie between. */
function isAbout(a: bigint, b: bigint): boolean {
  const difference = a > b ? a - b : b - a;
  return difference * LEFT_WITHIN <= (b < 0n ? -b : b);
}
