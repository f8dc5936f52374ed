import { z } from 'zod';
import { knownToken } from '../../../domain/solana/known-token.ts';
import { defineRead } from '../unit.ts';

/** Launched tokens, newest first; those of one creator, or these only, or those that a search finds. */
export const knownTokens = defineRead({
  input: z.object({
    mints: z.array(z.string()).max(200).optional(),
    creator: z.string().optional(),
    beforeMs: z.number().optional(),
    /** A mint, or a part of a symbol or a name. */
    search: z.string().max(44).optional(),
    /** `unknown`: nobody looked yet. */
    verdict: z.enum(['safe', 'caution', 'refuse', 'unknown']).optional(),
    programs: z.array(z.string()).max(20).optional(),
    limit: z.int().min(1).max(500).default(100),
  }),
  output: z.array(knownToken),
  isQuick: false,
  async run(db, { mints, creator, beforeMs, search, verdict, programs, limit }) {
    const rows = await db
      .selectFrom('tokens')
      .leftJoin('token_reports', 'token_reports.mint', 'tokens.mint')
      .selectAll('tokens')
      .select(['token_reports.verdict', 'token_reports.score'])
      .$if(mints !== undefined, (query) => query.where('tokens.mint', 'in', ['', ...(mints as string[])]))
      .$if(creator !== undefined, (query) => query.where('tokens.creator', '=', creator as string))
      .$if(beforeMs !== undefined, (query) => query.where('tokens.launched_at', '<', beforeMs as number))
      .$if(search !== undefined, (query) =>
        query.where(({ eb, or, fn }) =>
          or([
            eb('tokens.mint', '=', search as string),
            eb(fn<string>('lower', ['tokens.symbol']), 'like', toPattern(search as string)),
            eb(fn<string>('lower', ['tokens.name']), 'like', toPattern(search as string)),
          ]),
        ),
      )
      .$if(verdict !== undefined, (query) =>
        verdict === 'unknown'
          ? query.where('token_reports.verdict', 'is', null)
          : query.where('token_reports.verdict', '=', verdict as string),
      )
      .$if(programs !== undefined, (query) =>
        query.where('tokens.program', 'in', ['', ...(programs as string[])]),
      )
      .orderBy('tokens.launched_at', 'desc')
      .orderBy('tokens.mint')
      .limit(limit)
      .execute();
    return rows.map(({ launched_at, verdict, score, ...token }) => ({
      ...token,
      launchedAtMs: launched_at,
      verdict: verdict as 'safe' | 'caution' | 'refuse' | null,
      score,
    }));
  },
});

/** What stands for any text in a pattern is only found where nothing else is meant by it: the sign is left out. */
function toPattern(search: string): string {
  return `%${search.toLowerCase().replace(/[%_\\]/g, '')}%`;
}
