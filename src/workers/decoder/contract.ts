import { z } from 'zod';
import { call, defineContract, event } from '../../core/contract.ts';
import { partHealth } from '../../core/health.ts';
import { decodedTransaction } from '../../domain/solana/decoded.ts';
import { safetyReport, tokenFacts } from '../../domain/solana/safety.ts';

/** How well the instructions of one program are understood, since the start. */
export const programReading = z.object({
  program: z.string(),
  /** Null for a program that no platform claims. */
  platform: z.string().nullable(),
  understood: z.int(),
  notUnderstood: z.int(),
  /** The last reason. */
  reason: z.string().nullable(),
  /** A known program whose instructions stopped being understood: its interface changed. */
  isBroken: z.boolean(),
});

/** What transactions did, and what is to be thought of tokens. Pure work, spread over threads. */
export const decoderContract = defineContract({
  name: 'decoder',
  calls: {
    health: call({ output: partHealth, idempotent: true, urgent: true }),
    /** Each text is a result of `getTransaction` as JSON; answers in their order and never refuses one. */
    decode: call({
      input: z.object({ transactions: z.array(z.string()).max(100) }),
      output: z.array(decodedTransaction),
      idempotent: true,
      whenFull: 'block',
    }),
    judge: call({ input: tokenFacts, output: safetyReport, idempotent: true }),
    programs: call({ output: z.array(programReading), idempotent: true }),
  },
  events: {
    /** `isBroken` of a program changed. */
    programChanged: event({ data: programReading, whenFull: 'coalesce', keyOf: ({ program }) => program }),
  },
});
