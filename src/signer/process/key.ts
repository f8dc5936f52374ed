// Ed25519 keys as wipeable bytes.
import { createPrivateKey, createPublicKey, randomFillSync, sign } from 'node:crypto';
import { type Address, encodeBase58 } from './base58.ts';

export const SEED_BYTES = 32;

/** What stands before the seed in a PKCS #8 private key (RFC 8410). */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
/** What stands before the public key in its SPKI form. */
const PUBLIC_PREFIX_BYTES = 12;

export type Key = {
  /** The public key as an address. */
  readonly id: Address;
  readonly label: string;
  readonly publicKey: Buffer;
  /**
   * PKCS #8 with the seed. Kept in this form so that signing needs no KeyObject: one would hold a copy in native memory until
   * some later garbage collection, while the copy of a single call to `sign` is cleansed before the call returns.
   */
  readonly pkcs8: Buffer;
};

/** Copies the seed; wipe yours. */
export function keyOf(label: string, seed: Buffer, publicKey = derivePublicKey(seed)): Key {
  return { id: encodeBase58(publicKey), label, publicKey: Buffer.from(publicKey), pkcs8: toPkcs8(seed) };
}

export function generateKey(label: string): Key {
  const seed = randomFillSync(Buffer.alloc(SEED_BYTES));
  try {
    return keyOf(label, seed);
  } finally {
    seed.fill(0);
  }
}

export function seedOf({ pkcs8 }: Key): Buffer {
  return pkcs8.subarray(privatePrefix.length);
}

export function wipeKey({ pkcs8 }: Key): void {
  pkcs8.fill(0);
}

export function signWith({ pkcs8 }: Key, message: Buffer): Buffer {
  return sign(null, message, { key: pkcs8, format: 'der', type: 'pkcs8' });
}

/** The objects made here hold the private half until they are collected; see `collectGarbage` of the signer. */
export function derivePublicKey(seed: Buffer): Buffer {
  const pkcs8 = toPkcs8(seed);
  try {
    const both = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const spki = createPublicKey(both).export({ format: 'der', type: 'spki' });
    return Buffer.from(spki.subarray(PUBLIC_PREFIX_BYTES));
  } finally {
    pkcs8.fill(0);
  }
}

function toPkcs8(seed: Buffer): Buffer {
  const bytes = Buffer.alloc(privatePrefix.length + SEED_BYTES);
  privatePrefix.copy(bytes);
  seed.copy(bytes, privatePrefix.length);
  return bytes;
}
