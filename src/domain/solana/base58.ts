// Base58 in Bitcoin's alphabet: addresses, signatures and instruction data, in numbers that a tree of big integers would be slow for.

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const digitOf = new Int8Array(128).fill(-1);
for (let digit = 0; digit < 58; digit += 1) digitOf[ALPHABET.charCodeAt(digit)] = digit;

const PAIRS = 58 ** 2;
const pairs = Array.from({ length: PAIRS }, (_, i) => `${ALPHABET[Math.floor(i / 58)]}${ALPHABET[i % 58]}`);

// Four digits and three bytes at a time: the product of both stays below 2^53.
const DIGITS = 4;
const DIGITS_BASE = 58 ** DIGITS;
const BYTES = 3;
const BYTES_BASE = 256 ** BYTES;
const TO_LIMB = 1 / BYTES_BASE;

/** Longer texts are no instruction: a transaction has 1,232 bytes. */
const MAX_LENGTH = 4096;
/** Of the number under way, the smallest first; one at a time is worked on. */
const limbs = new Float64Array(MAX_LENGTH);

export function toBase58(bytes: Uint8Array): string {
  let zeros = 0;
  while (zeros < bytes.length && bytes[zeros] === 0) zeros += 1;
  const own = bytes.length <= MAX_LENGTH ? limbs : new Float64Array(bytes.length);
  let count = 0;
  let at = zeros;
  let taken = (bytes.length - zeros) % BYTES || BYTES;
  while (at < bytes.length) {
    let over = 0;
    for (const end = at + taken; at < end; at += 1) over = over * 256 + (bytes[at] as number);
    for (let i = 0; i < count; i += 1) {
      const sum = (own[i] as number) * BYTES_BASE + over;
      over = Math.floor(sum / DIGITS_BASE);
      own[i] = sum - over * DIGITS_BASE;
    }
    while (over > 0) {
      own[count] = over % DIGITS_BASE;
      over = Math.floor(over / DIGITS_BASE);
      count += 1;
    }
    taken = BYTES;
  }
  let text = '';
  for (let i = count - 1; i >= 0; i -= 1) text += toDigits(own[i] as number);
  let leading = 0;
  while (text[leading] === '1') leading += 1;
  return '1'.repeat(zeros) + text.slice(leading);
}

/** Undefined where it is no base58. */
export function parseBase58(text: string): Uint8Array | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  let zeros = 0;
  while (zeros < text.length && text[zeros] === '1') zeros += 1;
  let count = 0;
  let at = zeros;
  let taken = (text.length - zeros) % DIGITS || DIGITS;
  while (at < text.length) {
    let over = 0;
    for (const end = at + taken; at < end; at += 1) {
      const digit = digitOf[text.charCodeAt(at)] ?? -1;
      if (digit < 0) return undefined;
      over = over * 58 + digit;
    }
    for (let i = 0; i < count; i += 1) {
      const sum = (limbs[i] as number) * DIGITS_BASE + over;
      over = Math.floor(sum * TO_LIMB);
      limbs[i] = sum - over * BYTES_BASE;
    }
    if (over > 0) {
      limbs[count] = over;
      count += 1;
    }
    taken = DIGITS;
  }
  return toBytes(zeros, count);
}

/** So many zeros, then the limbs, the largest first and without zeros in front. */
function toBytes(zeros: number, count: number): Uint8Array {
  const top = count === 0 ? 0 : (limbs[count - 1] as number);
  const topBytes = top === 0 ? 0 : top < 256 ? 1 : top < 65_536 ? 2 : BYTES;
  const bytes = new Uint8Array(zeros + topBytes + Math.max(0, count - 1) * BYTES);
  let end = bytes.length;
  for (let i = 0; i < count; i += 1)
    for (let rest = limbs[i] as number, left = i === count - 1 ? topBytes : BYTES; left > 0; left -= 1) {
      end -= 1;
      bytes[end] = rest & 255;
      rest >>>= 8;
    }
  return bytes;
}

function toDigits(limb: number): string {
  const high = (limb / PAIRS) | 0;
  return `${pairs[high]}${pairs[limb - high * PAIRS]}`;
}
