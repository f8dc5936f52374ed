import { Link } from 'wouter';
import type { Said } from '../../api/solana.ts';

/** What other tokens are paid with: everybody knows these, and a link would only distract. */
const quotes: ReadonlySet<string> = new Set([
  'So11111111111111111111111111111111111111112',
  'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v',
  'Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB',
]);

/** What a transaction did: tokens lead to their page, addresses show all of themselves. The names were chosen by strangers. */
export function Sentence({ says }: { readonly says: readonly Said[] }) {
  return (
    <span>
      {says.map((piece, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence never move
        <Piece key={i} {...piece} />
      ))}
    </span>
  );
}

function Piece({ text, mint, address }: Said) {
  if (mint !== undefined && !quotes.has(mint))
    return (
      <Link href={`/tokens/${mint}`} title={mint}>
        <bdi>{text}</bdi>
      </Link>
    );
  if (address === undefined) return text;
  return (
    <span className="mono" title={address}>
      {text}
    </span>
  );
}
