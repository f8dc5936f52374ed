// Names of tokens are chosen by strangers: what people are shown of them is plain, short and not taken for another token.
import { USDC, USDT, WRAPPED_SOL } from './programs.ts';

const MAX_LETTERS = 24;
const known: Readonly<Record<string, string>> = { [WRAPPED_SOL]: 'SOL', [USDC]: 'USDC', [USDT]: 'USDT' };
const taken: ReadonlySet<string> = new Set(Object.values(known));

/** First and last four letters. */
export function shortMint(address: string): string {
  return address.length <= 11 ? address : `${address.slice(0, 4)}…${address.slice(-4)}`;
}

/** Without control, direction and invisible characters, at most two marks on a letter, cut; '' where nothing is left. */
export function toShownName(name: string, max = MAX_LETTERS): string {
  const plain = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u115f\u1160\u3164\uffa0\ufffd]/gu, ' ')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  const letters = [...plain];
  return letters.length <= max ? plain : `${letters.slice(0, max - 1).join('')}…`;
}

/** What a token is called in a sentence: its symbol, or its short mint. One that calls itself as a well-known token does is told with its mint. */
export function toTokenName(mint: string, symbol: string | null): string {
  const own = known[mint];
  if (own !== undefined) return own;
  const shown = toShownName(symbol ?? '');
  if (shown === '') return shortMint(mint);
  const isPretence = taken.has(
    shown
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^A-Z]/g, ''),
  );
  return isPretence ? `${shown} (${shortMint(mint)})` : shown;
}
