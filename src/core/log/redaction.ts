// Secrets by their shape, wherever they stand in a line. Every expression runs in time linear in the text.
import { redactSeedPhrases } from './seed-phrase.ts';

const MARK = '[redacted]';

/** The text without private keys, seed phrases, tokens and passwords. JSON stays JSON. Addresses and named signatures stay. */
export function redactSecrets(text: string): string {
  let safe = text;
  if (safe.includes('-----BEGIN')) safe = safe.replace(pemBlock, MARK);
  if (safe.includes('://')) safe = safe.replace(urlCredentials, `$1${MARK}@`);
  if (safe.includes('eyJ')) safe = safe.replace(jsonWebToken, hideWhole);
  if (safe.includes(',')) safe = redactKeyBytes(safe);
  if (bearerWord.test(safe)) safe = safe.replace(bearer, `$1${MARK}`);
  const { longestRun, longRuns, hasAssignment } = survey(safe);
  if (longRuns.length > 0) safe = redactKeys(safe, longRuns);
  if (longestRun >= TELEGRAM_SECRET_CHARS) safe = safe.replace(telegramToken, hideWhole);
  if (hasAssignment && secretName.test(safe)) safe = redactNamed(safe);
  return redactSeedPhrases(safe, MARK);
}

function hideWhole(found: string, index: number, text: string): string {
  return found.slice(0, escapedChars(text, index)) + MARK;
}

/** How many characters from here on belong to an escape begun before: one after a backslash, four more after a `u`. */
function escapedChars(text: string, index: number): number {
  for (let back = 1; back <= 5; back++) {
    if (text.charCodeAt(index - back) !== BACKSLASH) continue;
    let first = index - back;
    while (text.charCodeAt(first - 1) === BACKSLASH) first--;
    const isEscape = (index - back - first) % 2 === 0;
    const escapeChars = text[index - back + 1] === 'u' ? 6 : 2;
    return isEscape ? Math.max(0, escapeChars - back) : 0;
  }
  return 0;
}

const TELEGRAM_SECRET_CHARS = 35;
const HEX_KEY_CHARS = 64;

type Span = { readonly start: number; readonly end: number };

/** One cheap pass that spares most lines the costly expressions: runs of letters, digits, `_` and `-`, and what may be `name=` or `name:`. */
function survey(text: string) {
  const longRuns: Span[] = [];
  let longestRun = 0;
  let hasAssignment = false;
  let run = 0;
  let before = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    if (code < 128 && isTokenChar[code] === 1) run++;
    else {
      if (run > longestRun) longestRun = run;
      if (run >= HEX_KEY_CHARS) longRuns.push({ start: at - run, end: at });
      run = 0;
      if (code === COLON || code === EQUALS) hasAssignment ||= before !== QUOTE;
      else if (code === QUOTE) hasAssignment ||= before === BACKSLASH;
    }
    before = code;
  }
  return { longestRun, longRuns, hasAssignment };
}

const COLON = 0x3a;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const isTokenChar = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w-]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** No dash in a body, so each block ends at the next; one without its end reaches to the end of the string. */
const pemBlock = /-----BEGIN [A-Z0-9 ]{1,40}-----(?:[^"\\-]|\\.)*(?:-----END [A-Z0-9 ]{1,40}-----)?/g;

const urlCredentials = /(:\/\/)[^\s/"'@:]*:[^\s/"']+@/g;

/** Both halves of a token begin with `{"`, which is `eyJ`; whatever is glued to it goes too. */
const jsonWebToken = /(?<![\w-])(?:eyJ[\w-]{8,}\.[\w-]{8,}|[\w-]{10,}\.eyJ[\w-]{8,})(?:\.[\w-]*){0,3}/g;

const telegramToken = /\d{8,10}:[\w-]{35,}/g;

/** 64 bytes in base58 are 86 to 88 characters, 32 bytes in hex 64; more, because something may be glued to them. */
const keyRun = /[1-9A-HJ-NP-Za-km-z]{86,}|[0-9a-fA-F]{64,}/g;
const publicName =
  /(?:signatures?|transactions?|hash(?:es)?|digests?|checksums?|sha256)(?:[ _-]?ids?)?[\\"'\s:=/[(#]{0,12}(?:0x)?$/i;
const publicShortName =
  /(?:(?<![A-Za-z])(?:[Ss]ig|[Tt]xn?|TXN?)|(?<=[a-z])(?:Sig|Txn?))s?(?:_?[Ii]ds?|IDs?)?[\\"'\s:=/[(#]{0,12}(?:0x)?$/;
/** A signature of 65 bytes in hex is the longest. */
const MAX_PUBLIC_CHARS = 132;
const betweenItems = /^\\{0,4}["']?\s?,\s?\\{0,4}["']?$/;

/** A signature has the shape of a secret key; only the name before it, or before its list, tells them apart. */
function redactKeys(text: string, runs: readonly Span[]): string {
  let safe = '';
  let from = 0;
  let keptUntil = -1;
  for (const { start, end } of runs) {
    const first = start + escapedChars(text, start);
    const before = text.slice(Math.max(0, start - 48), start);
    const isListed =
      keptUntil >= 0 && start - keptUntil < 16 && betweenItems.test(text.slice(keptUntil, start));
    const run = text.slice(first, end);
    const isNamed = isListed || publicName.test(before) || publicShortName.test(before);
    if (isNamed && run.length <= MAX_PUBLIC_CHARS) {
      keptUntil = end;
      continue;
    }
    safe += text.slice(from, first) + run.replace(keyRun, MARK);
    from = end;
  }
  return safe + text.slice(from);
}

const keyBytes = /(?:\d{1,3}\s{0,4},\s{0,4}){63,}\d{1,3}/g;

/** In text any list of 64 small numbers or more; as a list of JSON only exactly 64, since longer ones are common. */
function redactKeyBytes(text: string): string {
  let at = 0;
  let isInString = false;
  return text.replace(keyBytes, (found, index: number) => {
    for (; at < index; at++) {
      const code = text.charCodeAt(at);
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) isInString = !isInString;
    }
    if (isInString) return hideWhole(found, index, text);
    const isWholeList = text[index - 1] === '[' && text[index + found.length] === ']';
    return isWholeList && found.split(',').length === 64 ? `"${MARK}"` : found;
  });
}

const names =
  '(?:api|private|secret|access|signing)[ _-]?key|(?:auth|access|refresh|bot|api|bearer)[_-]?token|password|passwd|passphrase|secret|mnemonic|authorization|cookie';
/** A query parameter or assignment: `api_key=…`. */
const assigned = new RegExp(`((?:${names}|token)=)((?:[^&\\s"'\\\\]|\\\\[^nrt])+)`, 'gi');
/** JSON inside a JSON string: `\"password\":\"…\"`. */
const quoted = new RegExp(
  `((?:${names}|token)\\\\{1,4}"\\s?:\\s?\\\\{1,4}")((?:[^"\\\\]|\\\\\\\\(?:\\\\["\\\\]|[^"\\\\]))+)`,
  'gi',
);
/** A header or a phrase: `authorization: …` hides all that follows in its string. */
const headed = new RegExp(`((?:${names}) ?: ?)((?:[^"\\\\])+)`, 'gi');
const secretName = /key|token|passw|passphrase|secret|mnemonic|authorization|cookie/i;
const bearerWord = /bearer\s/i;
const bearer = /(bearer\s{1,4})[\w.~+/=-]{16,}/gi;
const shortAddress = /^[1-9A-HJ-NP-Za-km-z]{43,44}$/;

function redactNamed(text: string): string {
  const hide = (found: string, name: string, value: string) =>
    /^token/i.test(name) && shortAddress.test(value) ? found : name + MARK;
  return text.replace(assigned, hide).replace(quoted, hide).replace(headed, hide);
}
