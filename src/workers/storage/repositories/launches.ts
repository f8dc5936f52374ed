import type { Insertable } from 'kysely';
import type { DecodedTransaction } from '../../../domain/solana/decoded.ts';
import type { Tables } from '../tables.ts';

type Launches = {
  readonly tokens: Insertable<Tables['tokens']>[];
  readonly pools: Insertable<Tables['pools']>[];
};

/** Tokens and pools that came into being in these transactions. Names are kept as somebody wrote them, but for what no database takes. */
export function launchesOf(transactions: readonly DecodedTransaction[], nowMs: number): Launches {
  const launches: Launches = { tokens: [], pools: [] };
  for (const { signature, blockTimeMs, events } of transactions)
    for (const event of events) {
      const at = blockTimeMs ?? nowMs;
      const { program } = event;
      if (event.type === 'tokenLaunched')
        launches.tokens.push({
          mint: event.mint,
          name: toStored(event.name),
          symbol: toStored(event.symbol),
          uri: toStored(event.uri),
          creator: event.creator,
          program,
          pool: event.pool,
          launched_at: at,
          signature,
        });
      const mints = event.type === 'poolCreated' ? event.mints : [];
      if (event.type === 'tokenLaunched') mints.push(event.mint, event.quoteMint);
      const [mint_a, mint_b] = mints;
      if ((event.type === 'poolCreated' || event.type === 'tokenLaunched') && mint_a && mint_b)
        launches.pools.push({
          pool: event.pool,
          program,
          mint_a,
          mint_b,
          creator: event.creator,
          created_at: at,
          signature,
        });
    }
  return launches;
}

const MAX_LENGTH = 300;

function toStored(value: string): string {
  return value.toWellFormed().replaceAll('\0', '').slice(0, MAX_LENGTH);
}
