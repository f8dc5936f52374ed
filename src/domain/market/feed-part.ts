// What a feed is made of. A venue may send its parts by ways of their own, of which one can fail while another goes on.

export const feedParts = ['book', 'touch', 'trades', 'marks', 'liquidations'] as const;
export type FeedPart = (typeof feedParts)[number];

/** As bits, for `id` of a record `silent`. */
export function toPartBits(parts: readonly FeedPart[]): number {
  return feedParts.reduce((bits, part, index) => bits + (parts.includes(part) ? 2 ** index : 0), 0);
}

/** From bits; all of them for 0. */
export function toParts(bits: number): FeedPart[] {
  return feedParts.filter((_, index) => bits === 0 || (bits & (2 ** index)) !== 0);
}

const words: Readonly<Record<FeedPart, string>> = {
  book: 'order book',
  touch: 'best prices',
  trades: 'trades',
  marks: 'mark prices',
  liquidations: 'forced orders',
};

/** As in "trades, mark prices and forced orders". */
export function partWords(parts: readonly FeedPart[]): string {
  const named = parts.map((part) => words[part]);
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}
