// Schemas of people and of what they own, shared by units and reads.
import { z } from 'zod';
import { roles } from '../tables.ts';
import { text } from './words.ts';

export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** Of something random and secret, which itself is never stored. */
export const hash = z.string().regex(/^[A-Za-z0-9+/=_-]{16,200}$/);
export const role = z.enum(roles);
export const label = text.min(1).max(100);
/** Made by the gateway, with what it needs to check it. */
export const passwordHash = z.string().min(1).max(500);
/** Milliseconds since the epoch. */
export const timeMs = z.int().min(0);

export const user = z.object({
  id: z.string(),
  name: z.string(),
  role,
  hasTotp: z.boolean(),
  createdAtMs: timeMs,
  disabledAtMs: timeMs.nullable(),
});

/** With what a sign-in is checked by: for the gateway's eyes only. */
export const account = user.extend({
  passwordHash: z.string(),
  /** Sealed. */
  totp: z.string().nullable(),
  totpStep: z.int().nullable(),
});

export const token = z.object({
  id: z.string(),
  name: z.string(),
  userId: z.string(),
  /** The name of the user. */
  owner: z.string(),
  /** Whether he has a second factor. */
  ownerHasTotp: z.boolean(),
  role,
  areas: z.array(z.string()).nullable(),
  createdAtMs: timeMs,
  expiresAtMs: timeMs.nullable(),
  lastUsedAtMs: timeMs.nullable(),
});

export const areas = z.array(z.string().min(1).max(50)).min(1).max(50);

export const stopState = z.object({
  isStopped: z.boolean(),
  /** Of the last change; null before the first. */
  changedAtMs: timeMs.nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
});
