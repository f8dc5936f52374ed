import { z } from 'zod';
import { call, defineContract } from '../../../core/contract.ts';

const of = { key: z.string() };

/** A service for tests that reads wallets through a near cache, on a thread of its own. */
export function userContractOf<const N extends string>(name: N) {
  return defineContract({
    name,
    calls: {
      /** Slot of the wallet. */
      get: call({ input: z.object(of), output: z.int(), deadlineMs: 30_000 }),
      /** So many at once; answers with what they had, each once. */
      getMany: call({
        input: z.object({ ...of, count: z.int() }),
        output: z.array(z.int()),
        deadlineMs: 30_000,
      }),
      /** Answers when it has this slot or a later one. */
      getUntil: call({ input: z.object({ ...of, slot: z.int() }), deadlineMs: 30_000 }),
      invalidate: call({ input: z.object(of), output: z.boolean(), deadlineMs: 30_000 }),
      /** Reads, writes and invalidates until told to end; answers with how often it had less than it may have. */
      beginLoad: call({}),
      endLoad: call({
        output: z.object({ reads: z.int(), tooOld: z.int(), failed: z.int() }),
        deadlineMs: 30_000,
      }),
    },
  });
}

export const firstUserContract = userContractOf('firstUser');
export const secondUserContract = userContractOf('secondUser');
