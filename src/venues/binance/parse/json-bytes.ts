// Walks over the bytes of JSON, strictly. Used for the messages that come thousands of times a second.
import { isDigit, isSpace, malformed, skipValue } from './skip-value.ts';

export const QUOTE = 34;
export const COMMA = 44;
export const COLON = 58;
export const OPEN_LIST = 91;
export const CLOSE_LIST = 93;
export const OPEN_OBJECT = 123;
export const CLOSE_OBJECT = 125;
const BACKSLASH = 92;
const ZERO = 48;
const NINE = 57;
const POINT = 46;

const POWERS = Float64Array.from({ length: 17 }, (_, exponent) => 10 ** exponent);
const MAX_FRACTION = 15;

/** Bytes and a place among them. Every step moves the place behind what it read, or throws `malformed`. */
export class JsonBytes {
  at = 0;
  /** Of the decimal read last: the digits without the trailing zeros of its fraction, and how many stand after the point. */
  mantissa = 0;
  fraction = 0;
  #bytes: Uint8Array = new Uint8Array(0);

  start(bytes: Uint8Array, at: number): void {
    this.#bytes = bytes;
    this.at = at;
  }

  /** Where the key's first letter is; the position is then behind its closing quote. */
  key(): number {
    if (this.peek() !== QUOTE) throw malformed;
    const start = ++this.at;
    const bytes = this.#bytes;
    let at = start;
    for (;;) {
      const byte = bytes[at++];
      if (byte === QUOTE) break;
      if (byte === undefined || byte === BACKSLASH || byte < 32) throw malformed;
    }
    this.at = at;
    return start;
  }

  /** A decimal in quotes, not negative, that is exact in 53 bits. */
  decimal(): void {
    const bytes = this.#bytes;
    let at = this.at;
    let byte = bytes[at++]!;
    if (byte !== QUOTE) {
      if (this.peek() !== QUOTE) throw malformed;
      at = this.at + 1;
    }
    byte = bytes[at++]!;
    if (!(byte >= ZERO && byte <= NINE)) throw malformed;
    let value = 0;
    while (byte >= ZERO && byte <= NINE) {
      value = value * 10 + (byte - ZERO);
      byte = bytes[at++]!;
    }
    let fraction = 0;
    if (byte === POINT) {
      byte = bytes[at++]!;
      if (!(byte >= ZERO && byte <= NINE)) throw malformed;
      let digits = 0;
      while (byte >= ZERO && byte <= NINE) {
        digits++;
        if (byte !== ZERO) {
          if (digits > MAX_FRACTION) throw malformed;
          value = value * POWERS[digits - fraction]! + (byte - ZERO);
          fraction = digits;
        }
        byte = bytes[at++]!;
      }
    }
    if (byte !== QUOTE || value > Number.MAX_SAFE_INTEGER) throw malformed;
    this.at = at;
    this.mantissa = value;
    this.fraction = fraction;
  }

  integer(): number {
    const bytes = this.#bytes;
    this.peek();
    let at = this.at;
    let byte = bytes[at]!;
    if (!(byte >= ZERO && byte <= NINE)) throw malformed;
    if (byte === ZERO && isDigit(bytes[at + 1])) throw malformed;
    let value = 0;
    while (byte >= ZERO && byte <= NINE) {
      value = value * 10 + (byte - ZERO);
      byte = bytes[++at]!;
    }
    if (value > Number.MAX_SAFE_INTEGER) throw malformed;
    this.at = at;
    return value;
  }

  boolean(): boolean {
    const isTrue = this.peek() === 116;
    this.#word(isTrue ? 'true' : 'false');
    return isTrue;
  }

  #word(word: string): void {
    for (let index = 0; index < word.length; index++)
      if (this.#bytes[this.at++] !== word.charCodeAt(index)) throw malformed;
  }

  /** Passes over any value, which must be sound as well. */
  skip(): void {
    this.at = skipValue(this.#bytes, this.at);
  }

  expect(byte: number): void {
    if (this.#bytes[this.at] !== byte && this.peek() !== byte) throw malformed;
    this.at++;
  }

  /** The next byte that is no white space, to which the position moves. */
  peek(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.at];
    while (isSpace(byte)) byte = bytes[++this.at];
    if (byte === undefined) throw malformed;
    return byte;
  }
}
