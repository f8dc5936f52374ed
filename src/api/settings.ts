import { z } from 'zod';
import { defineRoute } from './route.ts';

/** One setting as it is in effect. */
export const setting = z.object({
  path: z.string(),
  /** As JSON; secrets are `"[secret]"` or `null`. */
  value: z.json(),
  /** Where it was set: a file with line, a variable, a flag, or the default. */
  source: z.string(),
  isDefault: z.boolean(),
  isSecret: z.boolean(),
  says: z.string(),
});

export const settings = defineRoute({
  method: 'GET',
  path: '/api/settings',
  summary: 'Show the settings in effect and where each comes from',
  area: 'settings',
  access: 'admin',
  reply: z.array(setting),
});
