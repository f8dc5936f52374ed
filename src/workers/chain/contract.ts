import { z } from 'zod';
import { call, defineContract, event } from '../../core/contract.ts';
import { partHealth } from '../../core/health.ts';
import { accountQuestion, accountSlice } from '../../domain/solana/account-slice.ts';
import { chainEvent } from '../../domain/solana/chain-event.ts';
import { decodedTransaction } from '../../domain/solana/decoded.ts';
import { endpointState, followedAddress, followedPage, followedState } from '../../domain/solana/followed.ts';
import { safetyReport } from '../../domain/solana/safety.ts';

/** The eyes on Solana: followed wallets and programs, nodes, and what these tell. */
export const chainContract = defineContract({
  name: 'chain',
  calls: {
    health: call({ output: partHealth, idempotent: true, urgent: true }),
    /** From now on, unless it is followed already; then label and priority change. */
    follow: call({ input: followedAddress.omit({ addedAtMs: true }), idempotent: true }),
    unfollow: call({ input: z.object({ address: z.string() }), idempotent: true }),
    followed: call({ input: followedPage, output: z.array(followedState), idempotent: true }),
    endpoints: call({ output: z.array(endpointState), idempotent: true }),
    /** Rejects with TRANSACTION_UNKNOWN. */
    transaction: call({
      input: z.object({ signature: z.string() }),
      output: decodedTransaction,
      idempotent: true,
    }),
    /** Looks at the token anew, unless its report is younger than `maxAgeMs`. Rejects with MINT_UNKNOWN. */
    inspectToken: call({
      input: z.object({ mint: z.string(), maxAgeMs: z.number().default(60_000) }),
      output: safetyReport,
      idempotent: true,
      deadlineMs: 20_000,
    }),
    /** In the order of the addresses; null where there is no account. */
    accounts: call({ input: accountQuestion, output: z.array(accountSlice.nullable()), idempotent: true }),
    /** Balances of a wallet by mint, in base units, SOL as its wrapped mint. */
    holdings: call({
      input: z.object({ wallet: z.string() }),
      output: z.array(z.object({ mint: z.string(), amount: z.bigint(), decimals: z.int() })),
      idempotent: true,
    }),
  },
  events: {
    /** Activity up to this number is recorded: `walletActivity` of storage tells it. */
    activityRecorded: event({ data: z.object({ seq: z.int() }), whenFull: 'coalesce', keyOf: () => 'all' }),
    /** What was seen, in the order of the chain, for prices: what nobody takes in time is dropped. */
    swaps: event({ data: z.array(decodedTransaction), whenFull: 'shed-oldest' }),
    /** A token or a pool that came into being, a curve that migrated. */
    launch: event({
      data: z.object({
        signature: z.string(),
        slot: z.int(),
        blockTimeMs: z.number().nullable(),
        event: chainEvent,
      }),
      whenFull: 'block',
    }),
    tokenInspected: event({ data: safetyReport, whenFull: 'shed-oldest' }),
  },
});
