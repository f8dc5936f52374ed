// Base58 in Bitcoin's alphabet: addresses, signatures and instruction data, in numbers that a tree of big integers would be slow for.

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const digitOf = new Int8Array(128).fill(-1);
for (let digit = 0; digit < 58; digit += 1) digitOf[ALPHABET.charCodeAt(digit)] = digit;

// Four digits and three bytes at a time: the product of both stays below 2^53.
const DIGITS = 4;
const DIGITS_BASE = 58 ** DIGITS;
const BYTES = 3;
const BYTES_BASE = 256 ** BYTES;

/** Longer texts are no instruction: a transaction has 1,232 bytes. */
const MAX_LENGTH = 4096;

export function toBase58(bytes: Uint8Array): string {
  let zeros = 0;
  while (zeros < bytes.length && bytes[zeros] === 0) zeros += 1;
  const limbs: number[] = [];
  let at = zeros;
  let taken = (bytes.length - zeros) % BYTES || BYTES;
  while (at < bytes.length) {
    let carry = 0;
    for (const end = at + taken; at < end; at += 1) carry = carry * 256 + (bytes[at] as number);
    multiplyAdd(limbs, BYTES_BASE, carry, DIGITS_BASE);
    taken = BYTES;
  }
  let text = '';
  for (let i = limbs.length - 1; i >= 0; i -= 1) text += toDigits(limbs[i] as number);
  let leading = 0;
  while (text[leading] === '1') leading += 1;
  return '1'.repeat(zeros) + text.slice(leading);
}

/** Undefined where it is no base58. */
export function parseBase58(text: string): Uint8Array | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  let zeros = 0;
  while (zeros < text.length && text[zeros] === '1') zeros += 1;
  const limbs: number[] = [];
  let at = zeros;
  let taken = (text.length - zeros) % DIGITS || DIGITS;
  while (at < text.length) {
    let carry = 0;
    for (const end = at + taken; at < end; at += 1) {
      const digit = digitOf[text.charCodeAt(at)] ?? -1;
      if (digit < 0) return undefined;
      carry = carry * 58 + digit;
    }
    multiplyAdd(limbs, DIGITS_BASE, carry, BYTES_BASE);
    taken = DIGITS;
  }
  const bytes: number[] = new Array(zeros).fill(0);
  let isLeading = true;
  for (let i = limbs.length - 1; i >= 0; i -= 1)
    for (const byte of [
      (limbs[i] as number) >>> 16,
      ((limbs[i] as number) >>> 8) & 255,
      (limbs[i] as number) & 255,
    ]) {
      if (isLeading && byte === 0) continue;
      isLeading = false;
      bytes.push(byte);
    }
  return Uint8Array.from(bytes);
}

/** `limbs`, smallest first, times `factor` plus `carry`, where each limb is below `base`. */
function multiplyAdd(limbs: number[], factor: number, carry: number, base: number): void {
  let over = carry;
  for (let i = 0; i < limbs.length; i += 1) {
    const sum = (limbs[i] as number) * factor + over;
    over = Math.floor(sum / base);
    limbs[i] = sum - over * base;
  }
  while (over > 0) {
    limbs.push(over % base);
    over = Math.floor(over / base);
  }
}

function toDigits(limb: number): string {
  let rest = limb;
  let text = '';
  for (let i = 0; i < DIGITS; i += 1) {
    text = ALPHABET[rest % 58] + text;
    rest = Math.floor(rest / 58);
  }
  return text;
}
