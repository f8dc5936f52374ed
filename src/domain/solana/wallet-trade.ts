import { z } from 'zod';

/** One exchange of a followed wallet, as it is kept. Amounts in base units. */
export const walletTrade = z.object({
  signature: z.string(),
  address: z.string(),
  slot: z.int(),
  atMs: z.number(),
  side: z.enum(['buy', 'sell', 'swap']),
  token: z.string(),
  quote: z.string(),
  tokenAmount: z.bigint(),
  quoteAmount: z.bigint(),
});
export type WalletTrade = z.infer<typeof walletTrade>;
