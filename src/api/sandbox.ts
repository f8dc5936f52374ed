import { z } from 'zod';
import { faultOrder, sandboxSeed, sandboxSpeed, sandboxState } from '../domain/sandbox.ts';
import { defineRoute } from './route.ts';

export const sandbox = defineRoute({
  method: 'GET',
  path: '/api/sandbox',
  summary: 'Show the sandbox: its time, its seed, its members and the faults that can be switched on',
  area: 'sandbox',
  access: 'viewer',
  reply: sandboxState,
});

export const setFault = defineRoute({
  method: 'PUT',
  path: '/api/sandbox/faults/{fault}',
  summary: 'Switch a fault of the sandbox on or off',
  area: 'sandbox',
  access: 'admin',
  params: z.strictObject({
    fault: z.string().regex(/^[a-z][a-z0-9.-]{0,99}$/i, 'is not the name of a fault'),
  }),
  body: faultOrder,
  reply: sandboxState,
});

export const setSandboxSpeed = defineRoute({
  method: 'PUT',
  path: '/api/sandbox/speed',
  summary: 'Let the time of the sandbox run faster or slower',
  area: 'sandbox',
  access: 'admin',
  body: z.strictObject({ speed: sandboxSpeed }),
  reply: sandboxState,
});

export const setSandboxSeed = defineRoute({
  method: 'PUT',
  path: '/api/sandbox/seed',
  summary: 'Begin the sandbox again with another seed',
  area: 'sandbox',
  access: 'admin',
  body: z.strictObject({ seed: sandboxSeed }),
  reply: sandboxState,
});
