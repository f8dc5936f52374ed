// Which of the launched tokens are shown.
import type { InputOf } from '../../api/routes.ts';
import type { TokenRow } from '../../api/solana.ts';

export type TokenFilter = { readonly search: string; readonly verdict: string; readonly platform: string };
export type TokenQuery = NonNullable<InputOf<'GET /api/solana/tokens'>['query']>;

export const noFilter: TokenFilter = { search: '', verdict: '', platform: '' };

export const verdicts = {
  safe: 'Safe',
  caution: 'Caution',
  refuse: 'Refuse',
  unknown: 'Not checked',
} as const;

export function toQuery({ search, verdict, platform }: TokenFilter): TokenQuery {
  return {
    ...(search === '' ? {} : { search: search.slice(0, 44) }),
    ...(verdict in verdicts ? { verdict: verdict as keyof typeof verdicts } : {}),
    ...(platform === '' ? {} : { platform }),
  };
}

/** Of what came live, which the server did not sift. */
export function fitsFilter(
  row: TokenRow,
  { search, verdict, platform }: TokenFilter,
  title: string,
): boolean {
  const wanted = search.toLowerCase();
  const isFound =
    search === '' ||
    row.mint === search ||
    row.symbol.toLowerCase().includes(wanted) ||
    row.name.toLowerCase().includes(wanted);
  const isJudged = verdict === '' || (row.verdict ?? 'unknown') === verdict;
  return isFound && isJudged && (platform === '' || row.platform === title);
}
