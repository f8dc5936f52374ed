import { z } from 'zod';
import { knownPool } from '../../../domain/solana/known-token.ts';
import { defineRead } from '../unit.ts';

/** Pools of these tokens that were seen to be made, newest first. */
export const knownPools = defineRead({
  input: z.object({ mints: z.array(z.string()).min(1).max(100) }),
  output: z.array(knownPool),
  isQuick: false,
  async run(db, { mints }) {
    const rows = await db
      .selectFrom('pools')
      .selectAll()
      .where(({ eb, or }) => or([eb('mint_a', 'in', mints), eb('mint_b', 'in', mints)]))
      .orderBy('created_at', 'desc')
      .limit(500)
      .execute();
    return rows.map(({ mint_a, mint_b, created_at, ...pool }) => ({
      ...pool,
      mints: [mint_a, mint_b] as [string, string],
      createdAtMs: created_at,
    }));
  },
});
