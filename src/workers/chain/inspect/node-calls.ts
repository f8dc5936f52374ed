// What a look at a token asks of a node: few calls, counted, each answer checked.
import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import type { Address } from '../../../domain/solana/transaction.ts';
import type { EndpointPool } from '../rpc/endpoint-pool.ts';

export type Account = { readonly owner: Address; readonly lamports: bigint; readonly data: Uint8Array };

export type Largest = { readonly account: Address; readonly amount: bigint };

export type Simulation = {
  readonly error: unknown;
  readonly logs: readonly string[];
  /** As they would be, in the order asked; empty where it failed. */
  readonly accounts: readonly (Account | undefined)[];
};

export type NodeCalls = {
  /** How many were made. */
  readonly count: number;
  /** The slot of the newest answer. */
  readonly slot: number;
  /** In their order. */
  accounts(addresses: readonly Address[]): Promise<(Account | undefined)[]>;
  /** The largest accounts of a mint, at most 20. */
  largest(mint: Address): Promise<Largest[]>;
  /** Unsigned, with any blockhash. */
  simulate(transaction: Uint8Array, addresses: readonly Address[]): Promise<Simulation>;
  /** When the oldest of the last thousand transactions was; null where the node does not know. */
  oldestMs(address: Address): Promise<number | null>;
  /** The node's own wallet. */
  identity(): Promise<Address>;
};

export type CallLimits = {
  readonly commitment: string;
  readonly maxCalls: number;
  readonly signal: AbortSignal;
};

const MAX_ACCOUNTS = 100;
const account = z
  .object({
    owner: z.string(),
    lamports: z.number().transform(BigInt),
    data: z
      .tuple([z.string(), z.literal('base64')])
      .transform(([text]) => new Uint8Array(Buffer.from(text, 'base64'))),
  })
  .nullable()
  .transform((found) => found ?? undefined);
const accountsReply = z.object({ context: z.object({ slot: z.int() }), value: z.array(account) });
const largestReply = z.object({
  value: z.array(
    z
      .object({ address: z.string(), amount: z.string().regex(/^\d{1,20}$/) })
      .transform(({ address, amount }): Largest => ({ account: address, amount: BigInt(amount) })),
  ),
});
const simulationReply = z.object({
  value: z.object({
    err: z.unknown(),
    logs: z.array(z.string()).nullish(),
    accounts: z.array(account).nullish(),
  }),
});
const signaturesReply = z.array(z.object({ blockTime: z.int().nullish() }));
const identityReply = z.object({ identity: z.string() });

/** Rejects with the errors of the pool, and RPC_REFUSED beyond the limit or where an answer cannot be read. */
export function createNodeCalls(
  pool: Pick<EndpointPool, 'call'>,
  { commitment, maxCalls, signal }: CallLimits,
): NodeCalls {
  let count = 0;
  let slot = 0;
  const ask = async <T>(method: string, params: readonly unknown[], schema: z.ZodType<T>): Promise<T> => {
    if (count >= maxCalls) throw new AppError('RPC_REFUSED', `More than ${maxCalls} calls for one token.`);
    count += 1;
    const parsed = schema.safeParse(await pool.call({ method, params }, { signal }));
    if (!parsed.success) throw new AppError('RPC_REFUSED', `${method}: the answer cannot be read.`);
    return parsed.data;
  };
  return {
    get count() {
      return count;
    },
    get slot() {
      return slot;
    },
    async accounts(addresses) {
      if (addresses.length === 0) return [];
      const asked = addresses.slice(0, MAX_ACCOUNTS);
      const reply = await ask(
        'getMultipleAccounts',
        [asked, { encoding: 'base64', commitment }],
        accountsReply,
      );
      slot = Math.max(slot, reply.context.slot);
      return addresses.map((_, i) => reply.value[i]);
    },
    largest: async (mint) =>
      (await ask('getTokenLargestAccounts', [mint, { commitment }], largestReply)).value,
    async simulate(transaction, addresses) {
      const options = {
        ...{ encoding: 'base64', commitment, sigVerify: false, replaceRecentBlockhash: true },
        accounts: { encoding: 'base64', addresses },
      };
      const params = [Buffer.from(transaction).toString('base64'), options];
      const { value } = await ask('simulateTransaction', params, simulationReply);
      const { err, logs, accounts } = value;
      return { error: err ?? null, logs: logs ?? [], accounts: accounts ?? [] };
    },
    async oldestMs(address) {
      const found = await ask(
        'getSignaturesForAddress',
        [address, { limit: 1000, commitment }],
        signaturesReply,
      );
      const time = found.at(-1)?.blockTime;
      return typeof time === 'number' ? time * 1000 : null;
    },
    identity: async () => (await ask('getIdentity', [], identityReply)).identity,
  };
}

/** Those that there are. */
export function byAddress(
  addresses: readonly Address[],
  accounts: readonly (Account | undefined)[],
): Map<Address, Account> {
  return new Map(
    addresses.flatMap((address, i) => {
      const account = accounts[i];
      return account === undefined ? [] : [[address, account] as const];
    }),
  );
}
