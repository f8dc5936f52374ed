// Base 58 of the Bitcoin alphabet, from bytes to bytes, so that a secret can be read without becoming a string.

const alphabet = Buffer.from('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz');
const digits = new Int8Array(128).fill(-1);
alphabet.forEach((letter, digit) => {
  digits[letter] = digit;
});

/** The bytes that ASCII text stands for, or nothing when it is no base 58 or not `size` bytes long. */
export function decodeBase58(text: Buffer, size: number): Buffer | undefined {
  const bytes = Buffer.alloc(size);
  const zeros = text.findIndex((letter) => letter !== alphabet[0]);
  const leading = zeros < 0 ? text.length : zeros;
  let used = 0;
  let isValid = leading <= size && text.length <= size * 2;
  for (let at = leading; isValid && at < text.length; at++) {
    let carry = digits[text[at] as number] ?? -1;
    isValid = carry >= 0;
    for (let i = 0; isValid && (i < used || carry > 0); i++) {
      isValid = i < size;
      carry += (bytes[size - 1 - i] ?? 0) * 58;
      if (isValid) bytes[size - 1 - i] = carry & 0xff;
      carry >>= 8;
      used = Math.max(used, i + 1);
    }
  }
  if (isValid && leading + used === size) return bytes;
  bytes.fill(0);
  return undefined;
}

/** Text of something public. Never give it a secret. */
export function encodeBase58(bytes: Buffer): string {
  const found: number[] = [];
  for (const byte of bytes) {
    let carry = byte;
    for (let i = 0; i < found.length || carry > 0; i++) {
      carry += (found[i] ?? 0) << 8;
      found[i] = carry % 58;
      carry = Math.floor(carry / 58);
    }
  }
  const nonZero = bytes.findIndex((byte) => byte !== 0);
  const zeros = '1'.repeat(nonZero < 0 ? bytes.length : nonZero);
  return zeros + Buffer.from(found.reverse().map((digit) => alphabet[digit] as number)).toString('ascii');
}

/** 32 bytes as an address, the form in which limits and facts name them. */
export type Address = string;

export function parseAddress(text: unknown): Buffer | undefined {
  return typeof text === 'string' ? decodeBase58(Buffer.from(text), 32) : undefined;
}
