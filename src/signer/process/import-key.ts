// Reads a private key in the forms in which wallets hand them out, byte by byte.
import { decodeBase58 } from './base58.ts';
import { derivePublicKey, type Key, keyOf, SEED_BYTES } from './key.ts';
import { Refusal } from './reasons.ts';

/** Seed and public key, the form wallets export. */
const PAIR_BYTES = 64;

/**
 * Takes 32 or 64 raw bytes, their base 58 text, or a JSON array of their numbers. Wipes what it is given.
 * Refuses with KEY_UNREADABLE, also when the public half is not that of the private one.
 */
export function importKey(label: string, given: Buffer): Key {
  const secret = readSecret(given);
  given.fill(0);
  if (secret === undefined) throw new Refusal('KEY_UNREADABLE');
  try {
    const seed = secret.subarray(0, SEED_BYTES);
    const publicKey = derivePublicKey(seed);
    if (secret.length === PAIR_BYTES && !publicKey.equals(secret.subarray(SEED_BYTES)))
      throw new Refusal('KEY_UNREADABLE');
    return keyOf(label, seed, publicKey);
  } finally {
    secret.fill(0);
  }
}

function readSecret(given: Buffer): Buffer | undefined {
  // An array of 32 numbers is at least 65 bytes long and base 58 of 32 bytes at most 44, so length tells raw bytes
  // from text, except for base 58 text of 32 or 64 letters, which no key of 32 or 64 bytes has.
  if (given.length === SEED_BYTES || given.length === PAIR_BYTES) return copyOf(given);
  const text = trim(given);
  if (text[0] === 0x5b) return readNumbers(text, PAIR_BYTES) ?? readNumbers(text, SEED_BYTES);
  return decodeBase58(text, PAIR_BYTES) ?? decodeBase58(text, SEED_BYTES);
}

/** Not `Buffer.from`, which takes from a shared pool. */
function copyOf(given: Buffer): Buffer {
  const copy = Buffer.alloc(given.length);
  given.copy(copy);
  return copy;
}

const isSpace = (letter: number | undefined) =>
  letter === 0x20 || letter === 0x0a || letter === 0x0d || letter === 0x09;

function trim(text: Buffer): Buffer {
  let [from, to] = [0, text.length];
  while (from < to && isSpace(text[from])) from++;
  while (to > from && isSpace(text[to - 1])) to--;
  return text.subarray(from, to);
}

/** `[1, 2, …]` with exactly `size` numbers. */
function readNumbers(text: Buffer, size: number): Buffer | undefined {
  const bytes = Buffer.alloc(size);
  let count = 0;
  let digitCount = 0;
  let value = 0;
  let isOver = false;
  const isWhole = text.every((letter, at) => {
    if (at === 0) return letter === 0x5b;
    if (isSpace(letter)) {
      isOver = digitCount > 0;
      return true;
    }
    if (letter >= 0x30 && letter <= 0x39) {
      value = value * 10 + letter - 0x30;
      digitCount += 1;
      return !isOver && digitCount <= 3 && value <= 255;
    }
    if (letter !== (at === text.length - 1 ? 0x5d : 0x2c) || digitCount === 0 || count === size) return false;
    bytes[count] = value;
    count += 1;
    value = 0;
    digitCount = 0;
    isOver = false;
    return true;
  });
  if (isWhole && count === size && digitCount === 0) return bytes;
  bytes.fill(0);
  return undefined;
}
