// Passes over any JSON value in bytes, and refuses what JSON.parse would refuse.

/** Thrown by every step at what is not as expected; one object without a stack, because floods of it must stay cheap. */
export const malformed = { malformed: true };

const QUOTE = 34;
const BACKSLASH = 92;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const OPEN_LIST = 91;
const OPEN_OBJECT = 123;
/** Deeper than any message of a venue. */
const MAX_DEPTH = 32;
const ESCAPABLE = new Set([...'"\\/bfnrt'].map((letter) => letter.charCodeAt(0)));
const WORDS = ['true', 'false', 'null'];

/** Where the value ends that begins at `at` or behind white space; throws `malformed`. */
export function skipValue(bytes: Uint8Array, at: number, depth = 0): number {
  const start = skipSpace(bytes, at);
  const first = bytes[start];
  if (first === QUOTE) return skipText(bytes, start);
  if (first === OPEN_OBJECT || first === OPEN_LIST) {
    if (depth === MAX_DEPTH) throw malformed;
    return skipMembers(bytes, start, depth);
  }
  if (first === MINUS || isDigit(first)) return skipNumber(bytes, start);
  for (const word of WORDS) if (isWord(bytes, start, word)) return start + word.length;
  throw malformed;
}

export function isSpace(byte: number | undefined): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

function skipSpace(bytes: Uint8Array, at: number): number {
  let next = at;
  while (isSpace(bytes[next])) next++;
  return next;
}

function isWord(bytes: Uint8Array, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index++)
    if (bytes[at + index] !== word.charCodeAt(index)) return false;
  return true;
}

function skipText(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  for (;;) {
    const byte = bytes[at++];
    if (byte === QUOTE) return at;
    if (byte === undefined || byte < 32) throw malformed;
    if (byte === BACKSLASH) at = skipEscape(bytes, at);
  }
}

function skipEscape(bytes: Uint8Array, at: number): number {
  const letter = bytes[at];
  if (letter === undefined) throw malformed;
  if (ESCAPABLE.has(letter)) return at + 1;
  if (letter !== 117) throw malformed;
  for (let place = at + 1; place <= at + 4; place++) {
    const byte = bytes[place];
    const lower = (byte ?? 0) | 32;
    if (!isDigit(byte) && !(lower >= 97 && lower <= 102)) throw malformed;
  }
  return at + 5;
}

function skipNumber(bytes: Uint8Array, start: number): number {
  const whole = bytes[start] === MINUS ? start + 1 : start;
  let at = skipDigits(bytes, whole);
  if (bytes[whole] === ZERO && at > whole + 1) throw malformed;
  if (bytes[at] === 46) at = skipDigits(bytes, at + 1);
  if (((bytes[at] ?? 0) | 32) === 101) {
    at++;
    if (bytes[at] === 43 || bytes[at] === MINUS) at++;
    at = skipDigits(bytes, at);
  }
  return at;
}

/** One at least. */
function skipDigits(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(bytes[at])) at++;
  if (at === start) throw malformed;
  return at;
}

/** An object or a list, from its bracket on. */
function skipMembers(bytes: Uint8Array, start: number, depth: number): number {
  const isObject = bytes[start] === OPEN_OBJECT;
  // the closing bracket stands two places behind the opening one
  const close = bytes[start]! + 2;
  let at = skipSpace(bytes, start + 1);
  if (bytes[at] === close) return at + 1;
  for (;;) {
    if (isObject) {
      if (bytes[at] !== QUOTE) throw malformed;
      at = skipSpace(bytes, skipText(bytes, at));
      if (bytes[at++] !== 58) throw malformed;
    }
    at = skipSpace(bytes, skipValue(bytes, at, depth + 1));
    const next = bytes[at++];
    if (next === close) return at;
    if (next !== 44) throw malformed;
    at = skipSpace(bytes, at);
  }
}
