import { z } from 'zod';
import { defineRoute } from './route.ts';
import { timeMs } from './words.ts';

const rates = z.object({ perSecond: z.number(), perMinute: z.number() });
/** Lamports, or base units of a token, as decimal text. */
const amount = z.string();

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

/** What the signer never goes beyond; docs/signer.md says what each means. */
export const signerLimits = z.object({
  rates,
  unlockMs: z.number(),
  eachKey: keyLimits,
  /** Of single keys, by address, in place of `eachKey`. */
  keys: z.record(z.string(), keyLimits),
});
export type SignerLimits = z.output<typeof signerLimits>;
export type KeyLimits = z.output<typeof keyLimits>;

const counts = z.record(z.string(), z.number());

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

export const signer = defineRoute({
  method: 'GET',
  path: '/api/signer',
  summary: 'Tell whether the signer is armed, its keys, its limits, and what it signed and refused lately',
  area: 'trading',
  access: 'viewer',
  reply: signerState,
});

export const armSigner = defineRoute({
  method: 'POST',
  path: '/api/signer/passphrase',
  summary: 'Arm the signer with the passphrase of its keystore, which is not kept',
  area: 'trading',
  access: 'admin',
  peopleOnly: true,
  stepUp: true,
  body: z.strictObject({ passphrase: z.string().min(1).max(1024) }),
  reply: signerState,
});

export const unlockSigner = defineRoute({
  method: 'POST',
  path: '/api/signer/unlock',
  summary: 'Unlock withdrawals for the time of the limits, by a code of the authenticator of the signer',
  area: 'trading',
  access: 'admin',
  peopleOnly: true,
  stepUp: true,
  body: z.strictObject({ code: z.string().regex(/^\d{6}$/, 'is six digits') }),
  reply: signerState,
});

export const lockSigner = defineRoute({
  method: 'POST',
  path: '/api/signer/lock',
  summary: 'Lock withdrawals and export of keys at once',
  area: 'trading',
  access: 'trader',
  reply: signerState,
});
