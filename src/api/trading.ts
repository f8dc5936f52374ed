import { z } from 'zod';
import { defineRoute } from './route.ts';
import { shownText, timeMs } from './words.ts';

export const stopState = z.object({
  isStopped: z.boolean(),
  /** Of the last change; null before the first. */
  changedAtMs: timeMs.nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
});
export type StopState = z.output<typeof stopState>;

const reason = z.strictObject({ reason: shownText.max(200).default('') });

export const stop = defineRoute({
  method: 'GET',
  path: '/api/stop',
  summary: 'Tell whether new positions are stopped, by whom and why',
  area: 'trading',
  access: 'viewer',
  reply: stopState,
});

export const stopTrading = defineRoute({
  method: 'POST',
  path: '/api/stop',
  summary:
    'Stop new positions; those that are open keep their exits. Once more, it gives the reason of a stop without one',
  area: 'trading',
  access: 'trader',
  body: reason,
  reply: stopState,
});

export const resumeTrading = defineRoute({
  method: 'DELETE',
  path: '/api/stop',
  summary: 'Allow new positions again',
  area: 'trading',
  access: 'trader',
  reply: stopState,
});
