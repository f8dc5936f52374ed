import { z } from 'zod';
import { signerState } from '../domain/signer.ts';
import { defineRoute } from './route.ts';
import { code } from './words.ts';

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
  body: z.strictObject({ code }),
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
