import { z } from 'zod';

/** The worker's slice of the configuration. */
export const chainSettings = z.object({
  /** Where the sandbox's node is, the sandbox tells. */
  isSandbox: z.boolean(),
  /** In the order of preference. A socket of '' is the address of the requests with the scheme of sockets. */
  endpoints: z.array(
    z.object({ name: z.string(), http: z.string(), socket: z.string(), callsPerSecond: z.number() }),
  ),
  commitment: z.enum(['confirmed', 'finalized']),
  /** Between two looks at a wallet that no push tells of. */
  pollMs: z.int(),
  /** How what pushes missed is found: block by block, wallet by wallet, or by whatever takes fewer calls. */
  discovery: z.enum(['auto', 'blocks', 'wallets']),
  subscriptionsPerSocket: z.int(),
  /** Followed from the first start on, until somebody decides otherwise. */
  initial: z.array(z.object({ address: z.string(), label: z.string() })).default([]),
  /** Programs whose launches are told, and whose swaps make prices where `all`. */
  programs: z.array(z.object({ address: z.string(), what: z.enum(['launches', 'all']) })),
});

export type ChainSettings = z.output<typeof chainSettings>;
