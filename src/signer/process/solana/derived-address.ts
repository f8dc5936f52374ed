// Addresses that a program owns, derived from seeds: they are hashes that are no point of the curve, so no key can sign for them.
import { createHash } from 'node:crypto';
import { type Address, encodeBase58 } from '../base58.ts';
import { ASSOCIATED_TOKEN, bytesOf } from './programs.ts';

/** The token account of a wallet that everybody can derive. */
export function tokenAccountOf(wallet: Address, tokenProgram: Address, mint: Address): Address {
  return deriveAddress(bytesOf(ASSOCIATED_TOKEN), [wallet, tokenProgram, mint].map(bytesOf));
}

export function deriveAddress(program: Buffer, seeds: readonly Buffer[]): Address {
  for (let bump = 255; bump >= 0; bump--) {
    const hash = createHash('sha256');
    for (const seed of [...seeds, Buffer.from([bump]), program]) hash.update(seed);
    const candidate = hash.update('ProgramDerivedAddress').digest();
    if (!isOnCurve(candidate)) return encodeBase58(candidate);
  }
  throw new RangeError('no bump leads off the curve');
}

const P = 2n ** 255n - 19n;
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;

/** Whether 32 bytes are a point of Ed25519: x² = (y² - 1) / (d·y² + 1) must have a root. The values are public. */
export function isOnCurve(bytes: Buffer): boolean {
  const y = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`) & (2n ** 255n - 1n);
  const ySquared = (y * y) % P;
  const upper = (ySquared - 1n + P) % P;
  const lower = (D * ySquared + 1n) % P;
  // a quotient is a square exactly when the product is one; by Euler's criterion
  return power((upper * lower) % P, (P - 1n) / 2n) !== P - 1n;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}
