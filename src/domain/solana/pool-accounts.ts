// Where pools keep what they hold, by the account layouts of their programs, so that liquidity can be read from the chain.
import { toBase58 } from './base58.ts';

/** Bytes of a pool's account that are enough to find both vaults. */
export const POOL_HEAD_BYTES = 400;
/** Where a token account has its amount. */
export const VAULT_AMOUNT = { offset: 64, length: 8 } as const;

const KEY_BYTES = 32;
const AMOUNT_BYTES = 8;

/** Offsets of the addresses of the two vaults. */
const vaultOffsets: Readonly<Record<string, readonly [number, number]>> = {
  // Raydium CPMM, AMM v4, CLMM
  CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C: [72, 104],
  '675kPX9MHTjS2zt1qfr1NYHuzeLXfQM9H24wFSUt1Mp8': [336, 368],
  CAMMCzo5YL8w4VFF8KVHrK22GGUsp5VTaW7grrKgrWqK: [137, 169],
  // PumpSwap
  pAMMBay6oceH9fJKBRHGP5D4bD4sWpmSwMn52FMfXEA: [139, 171],
  // Orca Whirlpool
  whirLbMiicVdio4qvUfM5KAg6Ct8VwpYzGff3uctyCc: [133, 213],
  // Raydium LaunchLab
  LanMV9sAd7wArD4vJFi2qDdfnVhFxYSUg6eADduJ3uj: [269, 301],
  // Meteora DLMM, DAMM v2
  LBUZKhRxPF3XUpBCjp4YzTKgLccjZhTSDM9YuVaPwxo: [152, 184],
  cpamdpZCGKUy5JxQXB4dcpGPiikHawvGSWAEjj1BpG: [232, 264],
};

/** The bonding curve of Pump.fun holds lamports itself, and counts those that were paid in. */
const CURVE = '6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P';
const CURVE_REAL_LAMPORTS = 32;

export function isReadablePool(program: string): boolean {
  return program === CURVE || Object.hasOwn(vaultOffsets, program);
}

export type PoolHoldings =
  | { readonly type: 'vaults'; readonly vaults: readonly [string, string] }
  | { readonly type: 'lamports'; readonly lamports: bigint };

/** Null where the account is not what it should be. */
export function holdingsOfPool(program: string, data: Uint8Array): PoolHoldings | null {
  if (program === CURVE) {
    const lamports = amountAt(data, CURVE_REAL_LAMPORTS);
    return lamports === null ? null : { type: 'lamports', lamports };
  }
  const [first, second] = isReadablePool(program) ? (vaultOffsets[program] ?? []) : [];
  if (first === undefined || second === undefined || data.length < second + KEY_BYTES) return null;
  const keyAt = (offset: number) => toBase58(data.subarray(offset, offset + KEY_BYTES));
  return { type: 'vaults', vaults: [keyAt(first), keyAt(second)] };
}

/** A whole number of 64 bits; null where the data ends before it. */
export function amountAt(data: Uint8Array, offset: number): bigint | null {
  if (data.length < offset + AMOUNT_BYTES) return null;
  return new DataView(data.buffer, data.byteOffset, data.byteLength).getBigUint64(offset, true);
}
