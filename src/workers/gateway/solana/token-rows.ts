// Launched tokens as rows of a list, with what speaks against them and their price.
import type { TokenRow } from '../../../api/solana-words.ts';
import type { KnownToken } from '../../../domain/solana/known-token.ts';
import { toShownName } from '../../../domain/solana/shown-name.ts';
import type { TokenPrice } from '../../../domain/solana/token-price.ts';
import type { GatewayParts } from '../parts.ts';
import { titleOf } from './platform-names.ts';
import { readPrices } from './read-prices.ts';
import { parseReport, toReasons } from './to-safety-view.ts';
import type { TokenBook } from './token-book.ts';

type Parts = Pick<GatewayParts, 'storage' | 'pricer'> & { readonly book: TokenBook };

const DEADLINE = { deadlineMs: 4000 };

export function toTokenRow(
  token: KnownToken,
  book: TokenBook,
  told: { readonly reasons: string[]; readonly price: TokenPrice | null },
): TokenRow {
  const { mint, uri, creator, program, pool, launchedAtMs, signature, verdict, score } = token;
  book.note(mint, { symbol: token.symbol, name: token.name });
  return {
    ...book.nameOf(mint),
    uri: toShownName(uri, 200),
    creator,
    program,
    platform: titleOf(program),
    pool,
    launchedAtMs,
    signature,
    verdict,
    score,
    ...told,
  };
}

/** In the order in which they are given. Without price or reasons where these cannot be had. */
export async function toTokenRows(
  { storage, pricer, book }: Parts,
  tokens: readonly KnownToken[],
): Promise<TokenRow[]> {
  const [prices, reasons] = await Promise.all([
    readPrices(
      pricer,
      tokens.map(({ mint }) => mint),
    ),
    Promise.all(
      tokens.map(async ({ mint, verdict }) => {
        if (verdict === null) return [];
        const stored = await storage.tokenReport({ mint }, DEADLINE).catch(() => null);
        const report = parseReport(stored?.payload);
        if (report === undefined) return [];
        book.note(mint, { decimals: report.facts.decimals });
        return toReasons(report);
      }),
    ),
  ]);
  return tokens.map((token, i) =>
    toTokenRow(token, book, { reasons: reasons[i] ?? [], price: prices.byMint.get(token.mint) ?? null }),
  );
}
