// Seed phrases of wallets: twelve or more words in a row, all from the English list of BIP-39.
import { seedWords } from './seed-words.ts';

const MIN_WORDS = 12;
/** Every word of the list has from 3 to 8 letters. */
const MIN_LETTERS = 3;
const MAX_LETTERS = 8;
/** Numbering, quotes and commas of a list fit between two of its words. */
const MAX_GAP_CHARS = 8;

const BACKSLASH = 0x5c;
const unicodeEscape = /^u[\da-f]{4}/;

type Span = { readonly start: number; readonly end: number };

/** Puts the mark for the first word of a phrase and a star for each other. */
export function redactSeedPhrases(text: string, mark: string): string {
  let safe = '';
  let from = 0;
  for (const phrase of seedPhrases(text)) {
    for (const [at, { start, end }] of phrase.entries()) {
      safe += text.slice(from, start) + (at === 0 ? mark : '*');
      from = end;
    }
  }
  return from === 0 ? text : safe + text.slice(from);
}

/** Looks words up only where enough of fitting length follow each other. */
function seedPhrases(text: string): Span[][] {
  const phrases: Span[][] = [];
  let run: Span[] = [];
  let start = -1;
  const endRun = () => {
    if (run.length >= MIN_WORDS) addPhrases(text, run, phrases);
    if (run.length > 0) run = [];
  };
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    if (isLetter(code)) {
      if (start < 0) start = at;
      continue;
    }
    if (start >= 0) {
      const letters = at - start;
      const gapChars = start - (run.at(-1)?.end ?? start);
      if (gapChars > MAX_GAP_CHARS) endRun();
      // One more, which may be the letter of an escape.
      if (letters >= MIN_LETTERS && letters <= MAX_LETTERS + 1) run.push({ start, end: at });
      else endRun();
      start = -1;
    }
    // A bracket is structure: words on its two sides belong to different values.
    if (isBracket(code)) endRun();
    else if (code === BACKSLASH && unicodeEscape.test(text.slice(at + 1, at + 6))) at += 5;
  }
  endRun();
  return phrases;
}

function addPhrases(text: string, words: readonly Span[], phrases: Span[][]): void {
  let phrase: Span[] = [];
  const endPhrase = () => {
    if (phrase.length >= MIN_WORDS) phrases.push(phrase);
    phrase = [];
  };
  for (const span of words) {
    const word = wordOfList(text, span);
    if (word) phrase.push(word);
    else endPhrase();
  }
  endPhrase();
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** `[`, `]`, `{` or `}`. */
function isBracket(code: number): boolean {
  return code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
}

/** The span of a word that is in the list, without the letter of an escape such as `n` before it. */
function wordOfList(text: string, span: Span): Span | undefined {
  let before = span.start;
  while (text.charCodeAt(before - 1) === BACKSLASH) before--;
  const backslashes = span.start - before;
  // An even number is backslashes and then the word, or an escape escaped once more: both are looked up.
  if (backslashes % 2 === 0 && isListed(text, span)) return span;
  const behind = { start: span.start + 1, end: span.end };
  return backslashes > 0 && isListed(text, behind) ? behind : undefined;
}

function isListed(text: string, { start, end }: Span): boolean {
  return seedWords.has(text.slice(start, end).toLowerCase());
}
