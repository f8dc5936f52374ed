// What is inside the sealed file: keys, limits and the second factor.
import { createHash, randomBytes, randomFillSync } from 'node:crypto';
import { type Key, keyOf, SEED_BYTES, seedOf, wipeKey } from './key.ts';
import { type Limits, parseLimits, toPlainLimits } from './limits/limits.ts';
import { decodePacket, encodePacket, type Header } from './packet.ts';
import { type Facts, Refusal } from './reasons.ts';
import { type Derive, open, seal } from './sealed-file.ts';

export const MAX_KEYS = 1000;
const TOTP_SECRET_BYTES = 20;
const RECOVERY_BYTES = 16;

export type Keystore = {
  readonly id: string;
  /** Grows with every change, so that an older file is known as such. */
  readonly generation: number;
  readonly keys: readonly Key[];
  readonly limits: Limits;
  readonly totpSecret: Buffer;
  readonly recoveryHash: Buffer;
};

/** A second factor to show to its owner once. Wipe both. */
export type SecondFactor = { readonly totpSecret: Buffer; readonly recoveryCode: Buffer };

export function generateSecondFactor(): SecondFactor {
  return {
    totpSecret: randomFillSync(Buffer.alloc(TOTP_SECRET_BYTES)),
    recoveryCode: randomFillSync(Buffer.alloc(RECOVERY_BYTES)),
  };
}

/** The keystore takes `totpSecret` over; the recovery code it does not keep. */
export function createKeystore(limits: Limits, { totpSecret, recoveryCode }: SecondFactor): Keystore {
  return {
    id: randomBytes(16).toString('hex'),
    generation: 1,
    keys: [],
    limits,
    totpSecret,
    recoveryHash: hashRecovery(recoveryCode),
  };
}

export function hashRecovery(code: Buffer): Buffer {
  return createHash('sha256').update(code).digest();
}

/** Throws the refusals of `open`. The caller wipes passphrase and keystore. */
export function openKeystore(file: Buffer, passphrase: Buffer, derive: Derive): Keystore {
  const payload = open(file, passphrase, derive);
  try {
    const { header, parts } = decodePacket(payload);
    const [totpSecret, recoveryHash, ...pairs] = parts;
    if (totpSecret === undefined || recoveryHash === undefined) throw new Refusal('KEYSTORE_TAMPERED');
    const keys: Key[] = [];
    const keystore = {
      ...publicPartOf(header),
      keys,
      totpSecret: copyOf(totpSecret),
      recoveryHash: copyOf(recoveryHash),
    };
    labelsOf(header).forEach((label, at) => {
      const pair = pairs[at] ?? Buffer.alloc(0);
      if (pair.length !== 2 * SEED_BYTES) throw new Refusal('KEYSTORE_TAMPERED');
      keys.push(keyOf(label, pair.subarray(0, SEED_BYTES), pair.subarray(SEED_BYTES)));
    });
    return keystore;
  } finally {
    payload.fill(0);
  }
}

export function sealKeystore(keystore: Keystore, passphrase: Buffer, derive: Derive): Buffer {
  const { id, generation, keys, limits, totpSecret, recoveryHash } = keystore;
  const pairs = keys.map((key) => {
    const pair = Buffer.alloc(2 * SEED_BYTES);
    key.publicKey.copy(pair, seedOf(key).copy(pair));
    return pair;
  });
  const payload = encodePacket({
    header: { id, generation, labels: keys.map(({ label }) => label), limits: toPlainLimits(limits) },
    parts: [totpSecret, recoveryHash, ...pairs],
  });
  for (const pair of pairs) pair.fill(0);
  try {
    return seal(payload, passphrase, derive);
  } finally {
    payload.fill(0);
  }
}

export function wipeKeystore({ keys, totpSecret }: Keystore): void {
  for (const key of keys) wipeKey(key);
  totpSecret.fill(0);
}

/** What anyone may know of a keystore. */
export function factsOf({ id, generation, keys, limits }: Keystore): Facts {
  return {
    keystoreId: id,
    generation,
    keys: keys.map((key) => ({ id: key.id, label: key.label })),
    limits: toPlainLimits(limits),
  };
}

function publicPartOf({ id, generation, limits }: Header): Pick<Keystore, 'id' | 'generation' | 'limits'> {
  if (typeof id !== 'string' || typeof generation !== 'number') throw new Refusal('KEYSTORE_TAMPERED');
  return { id, generation, limits: parseLimits(limits) };
}

function labelsOf({ labels }: Header): string[] {
  if (!Array.isArray(labels) || labels.length > MAX_KEYS) throw new Refusal('KEYSTORE_TAMPERED');
  return labels.map(String);
}

/** Not `Buffer.from`, which takes from a shared pool. */
function copyOf(bytes: Buffer): Buffer {
  const copy = Buffer.alloc(bytes.length);
  bytes.copy(copy);
  return copy;
}
