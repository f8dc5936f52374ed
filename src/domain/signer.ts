// What the signer tells of itself: the same for its worker and the API.
import { z } from 'zod';

/** Milliseconds since the epoch. */
const timeMs = z.int().min(0);
const rates = z.object({ perSecond: z.number(), perMinute: z.number() });
/** Lamports, or base units of a token, as decimal text. */
const amount = z.string();
const counts = z.record(z.string(), z.number());

const keyLimits = z.object({
  rates,
  trade: z.object({
    programs: z.record(z.string(), z.object({ hidden: z.boolean() })),
    destinations: z.record(z.string(), z.object({ maxLamports: amount })),
    maxFeeLamports: amount,
    maxOutlayPerDayLamports: amount,
  }),
  withdrawals: z.object({
    destinations: z.record(z.string(), z.object({ usableFromMs: timeMs })),
    assets: z.record(z.string(), z.object({ maxAmount: amount, maxPerDay: amount })),
    maxFeeLamports: amount,
  }),
});
export type KeyLimits = z.output<typeof keyLimits>;

/** What the signer never goes beyond; docs/signer.md says what each means. */
export const signerLimits = z.object({
  rates,
  unlockMs: z.number(),
  eachKey: keyLimits,
  /** Of single keys, by address, in place of `eachKey`. */
  keys: z.record(z.string(), keyLimits),
});
export type SignerLimits = z.output<typeof signerLimits>;

export const signerState = z.object({
  /** none: no keystore; away: its process does not answer; waiting: it asks for the passphrase; armed: it signs trades. */
  state: z.enum(['none', 'away', 'waiting', 'armed']),
  says: z.string(),
  keys: z.array(z.object({ id: z.string(), label: z.string() })),
  /** Until withdrawals and export are locked again; 0 while they are. */
  unlockedForMs: z.number(),
  /** Until codes count again after too many wrong ones; 0 while they do. */
  lockedOutForMs: z.number(),
  /** The keystore was changed on disk, and the change does not hold before the passphrase is entered again. */
  isOutdated: z.boolean(),
  /** In force; null while no keystore is loaded. */
  limits: signerLimits.nullable(),
  /** Of its last 24 hours at most, or since its start: signatures by purpose, refusals by reason. Null while it does not answer. */
  lately: z.object({ spanMs: z.number(), signed: counts, refused: counts }).nullable(),
});
export type SignerState = z.output<typeof signerState>;
