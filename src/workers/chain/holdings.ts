// What a wallet holds, as a node tells it.
import { z } from 'zod';
import { TOKEN, TOKEN_2022, WRAPPED_SOL } from '../../domain/solana/programs.ts';
import type { EndpointPool } from './rpc/endpoint-pool.ts';

const balance = z.object({ value: z.int() });
const accounts = z.object({
  value: z.array(
    z.object({
      account: z.object({
        data: z.object({
          parsed: z.object({
            info: z.object({
              mint: z.string(),
              tokenAmount: z.object({ amount: z.string().regex(/^\d{1,20}$/), decimals: z.int() }),
            }),
          }),
        }),
      }),
    }),
  ),
});

export type Holding = { mint: string; amount: bigint; decimals: number };

const SOL_DECIMALS = 9;

/** Of each token once, SOL with what of it is wrapped; empty accounts are left out. */
export async function holdingsOf(pool: EndpointPool, wallet: string, commitment: string): Promise<Holding[]> {
  const byProgram = (programId: string) => ({
    method: 'getTokenAccountsByOwner',
    params: [wallet, { programId }, { encoding: 'jsonParsed', commitment }],
  });
  const [lamports, ...told] = await Promise.all([
    pool.call({ method: 'getBalance', params: [wallet, { commitment }] }),
    pool.call(byProgram(TOKEN)),
    pool.call(byProgram(TOKEN_2022)),
  ]);
  const sol = { mint: WRAPPED_SOL, amount: BigInt(balance.parse(lamports).value), decimals: SOL_DECIMALS };
  const held = new Map<string, Holding>([[WRAPPED_SOL, sol]]);
  for (const { account } of told.flatMap((answer) => accounts.parse(answer).value)) {
    const { mint, tokenAmount } = account.data.parsed.info;
    const known = held.get(mint) ?? { mint, amount: 0n, decimals: tokenAmount.decimals };
    held.set(mint, { ...known, amount: known.amount + BigInt(tokenAmount.amount) });
  }
  return [...held.values()].filter(({ amount }) => amount > 0n);
}
