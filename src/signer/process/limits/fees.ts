// The most that the network may charge for a transaction.
import type { Effect } from '../solana/effects.ts';

const LAMPORTS_PER_SIGNATURE = 5000n;
const MAX_UNITS = 1_400_000n;
const MICRO = 1_000_000n;

/** In lamports. Without a limit of its own a transaction is taken to use the most units there are. */
export function maxFeeOf(signatures: number, effects: readonly Effect[]): bigint {
  let units = MAX_UNITS;
  let price = 0n;
  for (const effect of effects) {
    if (effect.kind === 'unitLimit' && effect.units < MAX_UNITS) units = effect.units;
    if (effect.kind === 'unitPrice') price = effect.microLamports;
  }
  return LAMPORTS_PER_SIGNATURE * BigInt(signatures) + (units * price + MICRO - 1n) / MICRO;
}
