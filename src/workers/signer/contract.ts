import { z } from 'zod';
import { call, defineContract } from '../../core/contract.ts';
import { partHealth } from '../../core/health.ts';

const counted = z.record(z.string(), z.number());

/** none: no keystore; away: its process does not answer; waiting: it asks for the passphrase; armed: it signs trades. */
export const signerState = z.object({
  state: z.enum(['none', 'away', 'waiting', 'armed']),
  says: z.string(),
  keys: z.array(z.object({ id: z.string(), label: z.string() })),
  /** Until withdrawals are locked again, and until codes count again after too many wrong ones; 0 while they are and do. */
  unlockedForMs: z.number(),
  lockedOutForMs: z.number(),
  /** The file on disk is another one than is loaded: what was changed in it does not hold yet. */
  isOutdated: z.boolean(),
  /** In force; docs/signer.md describes them. Null while none are loaded. */
  limits: z.json().nullable(),
  /** Of its last 24 hours at most, or of its life: by purpose, and by reason. Null while it does not answer. */
  lately: z.object({ spanMs: z.number(), signed: counted, refused: counted }).nullable(),
});
export type SignerState = z.output<typeof signerState>;

const answer = { output: signerState, idempotent: true };
/** Deriving the key of a keystore takes a second, on a busy machine many. */
const DERIVING_MS = 40_000;
const by = z.object({ actor: z.string().min(1).max(100), address: z.string().max(100) });

/** The way to the signer process, from the main thread, which holds the pipe. */
export const signerContract = defineContract({
  name: 'signer',
  calls: {
    health: call({ output: partHealth.extend({ armed: z.boolean() }), idempotent: true, urgent: true }),
    status: call(answer),
    /** The keystore was changed on disk: loads it again where a passphrase file says how. */
    reload: call({ ...answer, deadlineMs: DERIVING_MS }),
    /** Loads the keystore. Rejects with SIGNER_REFUSED, SIGNER_AWAY, KEYSTORE_MISSING. */
    arm: call({
      ...answer,
      input: z.object({ by, passphrase: z.string().min(1).max(1024) }),
      deadlineMs: DERIVING_MS,
    }),
    /** Withdrawals work from here on for the time of the limits. A code counts once. Rejects with SIGNER_REFUSED, SIGNER_AWAY, SIGNER_UNANSWERED. */
    unlock: call({ input: z.object({ by, code: z.string().regex(/^\d{6}$/) }), output: signerState }),
    lock: call({ ...answer, input: z.object({ by }) }),
    /** 64 bytes. Ask by `askSignature`, which tells what a rejection means. */
    sign: call({
      input: z.object({
        purpose: z.enum(['trade', 'withdrawal']),
        keyId: z.string().min(1).max(64),
        // more than any transaction has: the signer tells why it is too long
        message: z.instanceof(Uint8Array).refine(({ length }) => length <= 1500),
      }),
      output: z.object({ signature: z.instanceof(Uint8Array) }),
      // longer than the signer itself may take, so that its own answer comes first
      deadlineMs: 3000,
      capacity: 64,
    }),
  },
});
