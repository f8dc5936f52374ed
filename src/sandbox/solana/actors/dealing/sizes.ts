// How much somebody puts into one trade.
import type { Random } from '../../../../core/random.ts';
import { drawLogNormal } from '../../../market/draws.ts';

const LAMPORTS = 1_000_000_000;

/** Skewed to the right around so many SOL. */
export function drawLamports(random: Random, sol: number, spread = 0.6): bigint {
  return BigInt(Math.round(sol * LAMPORTS * Math.min(4, drawLogNormal(random, spread))));
}

export function toLamports(sol: number): bigint {
  return BigInt(Math.round(sol * LAMPORTS));
}
