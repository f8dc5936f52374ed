import { z } from 'zod';
import { role } from './roles.ts';
import { areas, defineRoute } from './route.ts';
import { id, shownText, timeMs } from './words.ts';

const token = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string(),
  role,
  /** What it is limited to; null is everything that its role may. */
  areas: z.array(z.enum(areas)).nullable(),
  createdAtMs: timeMs,
  expiresAtMs: timeMs.nullable(),
  lastUsedAtMs: timeMs.nullable(),
});

export const tokens = defineRoute({
  method: 'GET',
  path: '/api/tokens',
  summary: 'List the own API tokens; an admin sees all',
  area: 'tokens',
  access: 'viewer',
  reply: z.array(token),
});

export const createToken = defineRoute({
  method: 'POST',
  path: '/api/tokens',
  summary: 'Make an API token; its text is shown once',
  area: 'tokens',
  access: 'viewer',
  peopleOnly: true,
  stepUp: true,
  body: z.strictObject({
    name: shownText.min(1).max(60),
    /** At most the own role. */
    role,
    areas: z.array(z.enum(areas)).min(1).optional(),
    /** Left out: until it is revoked. */
    days: z.int().min(1).max(3650).optional(),
  }),
  reply: token.extend({ text: z.string() }),
});

export const revokeToken = defineRoute({
  method: 'DELETE',
  path: '/api/tokens/{token}',
  summary: 'Revoke an API token',
  area: 'tokens',
  access: 'viewer',
  peopleOnly: true,
  params: z.strictObject({ token: id }),
});
