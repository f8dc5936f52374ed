// Who may do what: every door asks this table and no other.
import { z } from 'zod';

/** From the least to the most: each may do what those before it may. */
export const roles = ['viewer', 'trader', 'admin'] as const;

export const role = z.enum(roles);
export type Role = (typeof roles)[number];

/** What each is for, in the words of the dashboard. */
export const rolePurposes = {
  viewer: 'sees everything but settings, users and tokens of others',
  trader: 'may also trade, stop and resume',
  admin: 'may also change settings, users, tokens and webhooks, and restart workers',
} as const satisfies Record<Role, string>;

/** `anyone` needs no sign-in. */
export type Access = 'anyone' | Role;

export function mayAccess(actor: Role | undefined, least: Access): boolean {
  if (least === 'anyone') return true;
  return actor !== undefined && roles.indexOf(actor) >= roles.indexOf(least);
}
