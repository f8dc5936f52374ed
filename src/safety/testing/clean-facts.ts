// A token of which everything is known and good; tests spoil one fact at a time.
import { TOKEN, WRAPPED_SOL } from '../../domain/solana/programs.ts';
import type { TokenFacts } from '../../domain/solana/safety.ts';

const address = (letter: string) => letter.repeat(40);
export const creator = address('C');

export const cleanFacts: TokenFacts = {
  mint: address('M'),
  atMs: 1_800_000_000_000,
  slot: 300_000_000,
  program: TOKEN,
  decimals: 6,
  supply: 1_000_000_000_000_000n,
  mintAuthority: 'none',
  freezeAuthority: 'none',
  extensions: [],
  metadata: { name: 'Sand Castle', symbol: 'SAND', uri: 'https://example.org/sand.json', isMutable: false },
  pools: [
    {
      ...{ pool: address('P'), program: address('R'), kind: 'pool', quoteMint: WRAPPED_SOL },
      ...{ quoteAmount: 100_000_000_000n, tokenAmount: 500_000_000_000_000n },
      ...{ burnedBps: 9900, lockedBps: 0, owner: creator, createdAtMs: 1_799_000_000_000 },
    },
  ],
  holders: [
    { owner: address('P'), amount: 500_000_000_000_000n, kind: 'pool' },
    { owner: address('W'), amount: 60_000_000_000_000n, kind: 'wallet' },
    { owner: creator, amount: 20_000_000_000_000n, kind: 'creator' },
  ],
  createdAtMs: 1_799_000_000_000,
  creator,
  creatorTokens: { launched: 2, collapsed: 0 },
  roundTrip: { canBuy: true, canSell: true, lostBps: 60, says: 'Bought and sold again.' },
};
