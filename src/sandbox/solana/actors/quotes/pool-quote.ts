// What a swap against a pool will move, to the last atom.

/** Fee of a swap in millionths of what is paid in, and the shares of it that are kept for others. */
export const poolRates = { trade: 2500n, protocol: 120_000n, fund: 40_000n } as const;

export type PoolState = {
  /** What belongs to the pool, in the order of its tokens. */
  readonly reserves: readonly [bigint, bigint];
  readonly shares: bigint;
};

const RATE = 1_000_000n;
const BPS = 10_000n;

/** What a token's own fee keeps back of a move. */
export function taxOn(amount: bigint, taxBps: number): bigint {
  return divideUp(amount * BigInt(taxBps), BPS);
}

/** What leaves the pool for what reaches it. */
export function quoteSwap(received: bigint, reserveIn: bigint, reserveOut: bigint): bigint {
  if (received <= 0n) return 0n;
  const net = received - divideUp(received * poolRates.trade, RATE);
  return (net * reserveOut) / (reserveIn + net);
}

/** What has to be paid in to bring the pool to a price (`reserveIn` / `reserveOut` as a float), fees aside; 0 where it is there. */
export function toPrice(reserveIn: bigint, reserveOut: bigint, wanted: number): bigint {
  const product = Number(reserveIn) * Number(reserveOut);
  const after = Math.sqrt(product * wanted);
  return after > Number(reserveIn) ? BigInt(Math.floor(after - Number(reserveIn))) : 0n;
}

function divideUp(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}
