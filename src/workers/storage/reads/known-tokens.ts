import { z } from 'zod';
import { knownToken } from '../../../domain/solana/known-token.ts';
import { defineRead } from '../unit.ts';

/** Launched tokens, newest first; those of one creator, or these only. */
export const knownTokens = defineRead({
  input: z.object({
    mints: z.array(z.string()).max(200).optional(),
    creator: z.string().optional(),
    beforeMs: z.number().optional(),
    limit: z.int().min(1).max(500).default(100),
  }),
  output: z.array(knownToken),
  isQuick: false,
  async run(db, { mints, creator, beforeMs, limit }) {
    const rows = await db
      .selectFrom('tokens')
      .leftJoin('token_reports', 'token_reports.mint', 'tokens.mint')
      .selectAll('tokens')
      .select(['token_reports.verdict', 'token_reports.score'])
      .$if(mints !== undefined, (query) => query.where('tokens.mint', 'in', ['', ...(mints as string[])]))
      .$if(creator !== undefined, (query) => query.where('tokens.creator', '=', creator as string))
      .$if(beforeMs !== undefined, (query) => query.where('tokens.launched_at', '<', beforeMs as number))
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
