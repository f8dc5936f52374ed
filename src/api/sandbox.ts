import { z } from 'zod';
import { defineRoute } from './route.ts';
import { timeMs } from './words.ts';

const values = z.record(z.string(), z.json());

export const sandboxState = z.object({
  seed: z.int(),
  /** Seconds of sandbox time in one real second. */
  speed: z.number(),
  /** Sandbox time. */
  nowMs: timeMs,
  members: z.array(
    z.object({
      name: z.string(),
      summary: z.string(),
      facts: values,
      faults: z.array(
        z.object({
          name: z.string(),
          summary: z.string(),
          isOn: z.boolean(),
          /** Real time at which it goes off by itself; null for one that stays or is off. */
          untilMs: timeMs.nullable(),
          settings: values,
          /** JSON Schema of the settings, for a form. */
          schema: z.json(),
        }),
      ),
    }),
  ),
});

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
  body: z.strictObject({
    isOn: z.boolean(),
    /** It then goes off by itself. */
    forMs: z.int().min(1).max(86_400_000).optional(),
    settings: values.optional(),
  }),
  reply: sandboxState,
});

export const setSandboxSpeed = defineRoute({
  method: 'PUT',
  path: '/api/sandbox/speed',
  summary: 'Let the time of the sandbox run faster or slower',
  area: 'sandbox',
  access: 'admin',
  body: z.strictObject({ speed: z.number().min(0.1).max(1000) }),
  reply: sandboxState,
});

export const setSandboxSeed = defineRoute({
  method: 'PUT',
  path: '/api/sandbox/seed',
  summary: 'Begin the sandbox again with another seed',
  area: 'sandbox',
  access: 'admin',
  body: z.strictObject({
    seed: z.int32().min(0),
  }),
  reply: sandboxState,
});
