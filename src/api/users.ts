import { z } from 'zod';
import { role } from './roles.ts';
import { defineRoute } from './route.ts';
import { id, password, timeMs, userName } from './words.ts';

const user = z.object({
  id: z.string(),
  name: z.string(),
  role,
  hasTotp: z.boolean(),
  createdAtMs: timeMs,
  disabledAtMs: timeMs.nullable(),
});

export const users = defineRoute({
  method: 'GET',
  path: '/api/users',
  summary: 'List the accounts',
  area: 'users',
  access: 'admin',
  reply: z.array(user),
});

export const createUser = defineRoute({
  method: 'POST',
  path: '/api/users',
  summary: 'Make an account',
  area: 'users',
  access: 'admin',
  peopleOnly: true,
  stepUp: true,
  body: z.strictObject({ name: userName, password, role }),
  reply: user,
});

export const changeUser = defineRoute({
  method: 'PATCH',
  path: '/api/users/{user}',
  summary: 'Give an account another role, or close or open it, which ends its sessions',
  area: 'users',
  access: 'admin',
  peopleOnly: true,
  stepUp: true,
  params: z.strictObject({ user: id }),
  body: z.strictObject({ role: role.optional(), isDisabled: z.boolean().optional() }),
  reply: user,
});
