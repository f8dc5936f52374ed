import { z } from 'zod';
import { defineRoute } from './route.ts';

export const signerState = z.object({
  /** none: no keystore; away: its process does not answer; waiting: it asks for the passphrase; armed: it signs trades. */
  state: z.enum(['none', 'away', 'waiting', 'armed']),
  says: z.string(),
  keys: z.array(z.object({ id: z.string(), label: z.string() })),
  /** Until withdrawals and export are locked again; 0 while they are. */
  unlockedForMs: z.number(),
});
export type SignerState = z.output<typeof signerState>;

export const signer = defineRoute({
  method: 'GET',
  path: '/api/signer',
  summary: 'Tell whether the signer is armed, and with which keys',
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
