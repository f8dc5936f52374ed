// Addresses that a program owns: hashes of seeds that are no point of the curve, so that nobody has a key for them.
import { createHash } from 'node:crypto';
import { parseBase58, toBase58 } from '../../../domain/solana/base58.ts';
import { ASSOCIATED_TOKEN } from '../../../domain/solana/programs.ts';
import type { Address } from '../../../domain/solana/transaction.ts';

const P = 2n ** 255n - 19n;
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
const Y_BITS = 2n ** 255n - 1n;

/** A text that is no address is a mistake of the caller. */
export function bytesOf(address: Address): Uint8Array {
  const bytes = parseBase58(address);
  if (bytes?.length !== 32) throw new RangeError(`${address} is no address`);
  return bytes;
}

export function programAddress(program: Address, ...seeds: readonly (string | Uint8Array)[]): Address {
  const owner = bytesOf(program);
  for (let bump = 255; bump >= 0; bump -= 1) {
    const hash = createHash('sha256');
    for (const seed of seeds) hash.update(seed);
    const found = hash.update(Uint8Array.of(bump)).update(owner).update('ProgramDerivedAddress').digest();
    if (!isOnCurve(found)) return toBase58(found);
  }
  throw new RangeError('No address of the program belongs to these seeds.');
}

/** Where a wallet's tokens lie unless somebody chose another place. */
export function tokenAccountOf(wallet: Address, mint: Address, tokenProgram: Address): Address {
  return programAddress(ASSOCIATED_TOKEN, bytesOf(wallet), bytesOf(tokenProgram), bytesOf(mint));
}

/** x² = (y² - 1) / (d·y² + 1) has a root; a quotient is a square exactly when the product is one. */
function isOnCurve(bytes: Buffer): boolean {
  const y = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`) & Y_BITS;
  const square = (y * y) % P;
  const product = ((square + P - 1n) * (D * square + 1n)) % P;
  return power(product, (P - 1n) / 2n) !== P - 1n;
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
