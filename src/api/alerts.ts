import { z } from 'zod';
import { defineRoute } from './route.ts';
import { id, nextBefore, timeMs } from './words.ts';

export const alertSeverity = z.enum(['info', 'warning', 'critical']);

/** Something of the system that a person should know of: raised once, cleared once. */
export const systemAlert = z.object({
  seq: z.int(),
  id: z.string(),
  /** What it is about: alerts of one kind are shown together. */
  kind: z.string(),
  severity: alertSeverity,
  title: z.string(),
  says: z.string(),
  raisedAtMs: timeMs,
  clearedAtMs: timeMs.nullable(),
  readAtMs: timeMs.nullable(),
});
export type SystemAlert = z.output<typeof systemAlert>;

export const alerts = defineRoute({
  method: 'GET',
  path: '/api/alerts',
  summary: 'List the alerts of the system, newest first',
  area: 'alerts',
  access: 'viewer',
  query: z.strictObject({
    before: z.coerce.number().int().min(0).optional(),
    max: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: z.object({ alerts: z.array(systemAlert), unread: z.int(), muted: z.array(z.string()), nextBefore }),
});

export const readAlerts = defineRoute({
  method: 'POST',
  path: '/api/alerts/read',
  summary: 'Mark alerts as read, up to and with one of them',
  area: 'alerts',
  access: 'viewer',
  body: z.strictObject({ upTo: z.int().min(0) }),
});

export const muteAlerts = defineRoute({
  method: 'PUT',
  path: '/api/alerts/kinds/{kind}/mute',
  summary: 'Be silent about one kind of alert for a time; 0 minutes ends that',
  area: 'alerts',
  access: 'trader',
  params: z.strictObject({ kind: id }),
  body: z.strictObject({ minutes: z.int().min(0).max(10_080) }),
});
