// A route of which only a part could be read: where it began and ended is seen from what the trader gave and got.
import { WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import type { Address } from '../../../domain/solana/transaction.ts';
import type { Ledger } from './create-ledger.ts';
import type { Exchange } from './to-exchanges.ts';
import type { Flow } from './to-flows.ts';

/** The same exchange where the trader's balances fit it, or show nothing better. `inside` are flows of its own instructions. */
export function withUnseenEnds(
  trader: Address,
  exchange: Exchange,
  ledger: Ledger,
  inside: readonly Flow[],
): Exchange {
  const before = findEnd(trader, exchange, -1n, ledger, inside);
  const after = findEnd(trader, exchange, 1n, ledger, inside);
  const [first, last] = [exchange.legs[0], exchange.legs.at(-1)];
  if (first === undefined || last === undefined || (before !== undefined && after !== undefined))
    return exchange;
  const unseen = { pool: null, user: trader, outer: last.outer };
  if (after !== undefined) {
    const leg = {
      ...unseen,
      program: after.program,
      order: last.order,
      input: exchange.output,
      output: after,
    };
    return { ...exchange, output: after, legs: [...exchange.legs, leg] };
  }
  if (before === undefined) return exchange;
  const leg = {
    ...unseen,
    program: before.program,
    order: first.order,
    input: before,
    output: exchange.input,
  };
  return { ...exchange, input: before, legs: [leg, ...exchange.legs] };
}

type End = { readonly mint: Address; readonly amount: bigint; readonly program: Address };

/** `sign` 1n for what was got, -1n for what was given. Undefined where the end is where the legs end, or nothing says another. */
function findEnd(
  trader: Address,
  { input, output }: Exchange,
  sign: 1n | -1n,
  ledger: Ledger,
  inside: readonly Flow[],
): End | undefined {
  const end = sign === 1n ? output : input;
  if (sign * ledger.changeOf(trader, end.mint) * 2n >= end.amount) return undefined;
  const candidates = new Map<Address, End>();
  for (const { type, from, to, mint, amount, arrived, program } of inside) {
    if ((sign === 1n ? to : from) !== trader || mint === input.mint || mint === output.mint) continue;
    const change = sign * ledger.changeOf(trader, mint);
    if (change <= 0n || type !== 'transfer') continue;
    const moved = sign === 1n ? arrived : amount;
    // Of SOL the balance says too much; what one instruction moved is what the exchange was of.
    if (mint === WRAPPED_SOL && change * 2n < moved) continue;
    const held = candidates.get(mint);
    const whole = mint === WRAPPED_SOL ? moved : change;
    if (held === undefined || held.amount < whole) candidates.set(mint, { mint, amount: whole, program });
  }
  const [only] = candidates.values();
  return candidates.size === 1 ? only : undefined;
}
