import { z } from 'zod';
import { role } from './roles.ts';
import { defineRoute } from './route.ts';
import { code, mode, password, timeMs, userName } from './words.ts';

const user = z.object({
  id: z.string(),
  name: z.string(),
  role,
  hasTotp: z.boolean(),
  /** Until when keys, money and rights may be changed without giving password or code again. */
  stepUpUntilMs: timeMs.nullable(),
  /** Live mode asks for a second factor: until one is set, nothing but setting it is answered. */
  needsTotp: z.boolean(),
});

export const session = defineRoute({
  method: 'GET',
  path: '/api/session',
  summary: 'Tell who is asking and in which mode the program runs',
  area: 'session',
  access: 'anyone',
  reply: z.object({
    mode,
    /** Nobody can sign in yet: the address printed at the first start makes the first account. */
    needsSetup: z.boolean(),
    user: user.nullable(),
    /** What may be seen without an account: in sandbox mode on a loopback address everything that a viewer sees. */
    guestRole: role.nullable(),
  }),
});

export const setup = defineRoute({
  method: 'POST',
  path: '/api/setup',
  summary: 'Make the first account, with the token printed at the first start',
  area: 'session',
  access: 'anyone',
  body: z.strictObject({ token: z.string().min(1).max(100), name: userName, password }),
  reply: user,
});

export const signIn = defineRoute({
  method: 'POST',
  path: '/api/session',
  summary: 'Sign in',
  area: 'session',
  access: 'anyone',
  body: z.strictObject({
    name: z.string().min(1).max(40),
    password: z.string().min(1).max(200),
    code: code.optional(),
  }),
  reply: user,
});

export const signOut = defineRoute({
  method: 'DELETE',
  path: '/api/session',
  summary: 'Sign out',
  area: 'session',
  access: 'viewer',
  peopleOnly: true,
  beforeTotp: true,
});

export const stepUp = defineRoute({
  method: 'POST',
  path: '/api/session/step-up',
  summary:
    'Give the password again, and the code where there is one, before a change of keys, money or rights',
  area: 'session',
  access: 'viewer',
  peopleOnly: true,
  beforeTotp: true,
  body: z.strictObject({ password: z.string().min(1).max(200), code: code.optional() }),
  reply: user,
});

export const changePassword = defineRoute({
  method: 'PUT',
  path: '/api/session/password',
  summary: 'Change the own password; every other session ends',
  area: 'session',
  access: 'viewer',
  peopleOnly: true,
  beforeTotp: true,
  body: z.strictObject({ present: z.string().min(1).max(200), next: password, code: code.optional() }),
});

export const beginTotp = defineRoute({
  method: 'POST',
  path: '/api/session/totp',
  summary: 'Get the secret of a new second factor; it counts once a code has proved it',
  area: 'session',
  access: 'viewer',
  peopleOnly: true,
  beforeTotp: true,
  stepUp: true,
  reply: z.object({ uri: z.string(), secret: z.string() }),
});

export const confirmTotp = defineRoute({
  method: 'PUT',
  path: '/api/session/totp',
  summary: 'Prove the new second factor with a code',
  area: 'session',
  access: 'viewer',
  peopleOnly: true,
  beforeTotp: true,
  stepUp: true,
  body: z.strictObject({ code }),
});

export const removeTotp = defineRoute({
  method: 'DELETE',
  path: '/api/session/totp',
  summary: 'Do without the second factor',
  area: 'session',
  access: 'viewer',
  peopleOnly: true,
  stepUp: true,
});
