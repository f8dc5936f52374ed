// One price from several: the median of the fresh sources, each weighed by its liquidity and freshness.
import type { Price } from './price.ts';

export type WeighedSource = {
  readonly price: Price;
  /** What stands behind it; from 100 dollars to 10 billion it counts as it is. */
  readonly liquidityUsd: number;
  readonly atMs: number;
  /** From this age on it does not count. */
  readonly freshMs: number;
};

export type Combined = {
  /** Never outside the range of the fresh sources; null where none is fresh. */
  readonly price: Price | null;
  /** The widest distance of a fresh source. */
  readonly disagreementBps: number | null;
  /** A source with a real share of the weight is farther away than allowed. */
  readonly isDisputed: boolean;
};

const LEAST_LIQUIDITY = 100;
const MOST_LIQUIDITY = 1e10;
const FULL_FRESHNESS = 1000;
/** Of all weight; who has less is too small to dispute anything. */
const DISPUTE_SHARE = 20;
const BPS = 10_000n;
const MAX_BPS = 1_000_000;
const nothing: Combined = { price: null, disagreementBps: null, isDisputed: false };

/** 0 where it is not fresh; else whole and at most 10^13, so that sums are exact and no order matters. */
export function weightOf({ liquidityUsd, atMs, freshMs }: WeighedSource, nowMs: number): number {
  const ageMs = Math.max(0, nowMs - atMs);
  if (ageMs >= freshMs) return 0;
  const liquidity = Math.floor(Math.min(MOST_LIQUIDITY, Math.max(LEAST_LIQUIDITY, liquidityUsd)));
  return liquidity * Math.ceil(FULL_FRESHNESS * (1 - ageMs / freshMs));
}

/**
 * The median is the price at which half of the weight lies on either side; where a half ends exactly between two
 * prices it is the middle of these. A weight falls evenly with age.
 */
export function combinePrices(
  sources: readonly WeighedSource[],
  nowMs: number,
  disputeBps: number,
): Combined {
  const [only] = sources;
  if (sources.length === 1 && only !== undefined)
    return weightOf(only, nowMs) === 0
      ? nothing
      : { price: only.price, disagreementBps: 0, isDisputed: false };
  const fresh: { readonly price: Price; readonly weight: number }[] = [];
  let total = 0;
  for (const source of sources) {
    const weight = weightOf(source, nowMs);
    if (weight === 0) continue;
    total += weight;
    fresh.push({ price: source.price, weight });
  }
  if (fresh.length === 0) return nothing;
  fresh.sort((a, b) => (a.price < b.price ? -1 : a.price > b.price ? 1 : 0));
  const price = medianOf(fresh, total);
  let widest = 0;
  let isDisputed = false;
  for (const one of fresh) {
    const distance = distanceBps(one.price, price);
    widest = Math.max(widest, distance);
    if (distance > disputeBps && one.weight * DISPUTE_SHARE >= total) isDisputed = true;
  }
  return { price, disagreementBps: widest, isDisputed };
}

function medianOf(
  sorted: readonly { readonly price: Price; readonly weight: number }[],
  total: number,
): Price {
  let below = 0;
  for (const [i, { price, weight }] of sorted.entries()) {
    below += weight;
    if (below * 2 > total) return price;
    const next = sorted[i + 1];
    if (below * 2 === total && next !== undefined) return (price + next.price) / 2n;
  }
  return (sorted.at(-1) as { price: Price }).price;
}

function distanceBps(price: Price, median: Price): number {
  const difference = price > median ? price - median : median - price;
  return Math.min(MAX_BPS, Number((difference * BPS) / median));
}
