import { z } from 'zod';
import { defineRoute } from './route.ts';
import { timeMs } from './words.ts';

export const logLevel = z.enum(['debug', 'info', 'warn', 'error', 'fatal']);

/** One line; controls and marks that turn or hide text are spelled out as `\uXXXX` in all of it. */
export const logLine = z.object({
  /** Grows by one a line while the gateway runs. */
  seq: z.int(),
  atMs: timeMs,
  level: logLevel,
  worker: z.string(),
  message: z.string(),
  correlationId: z.string().nullable(),
  /** The other fields as JSON text; of more than 4,000 characters only the beginning, as `{"cut": "…"}`. */
  details: z.string(),
});
export type LogLine = z.output<typeof logLine>;

/** Which lines; all of it must fit. */
export const logFilter = z.strictObject({
  /** This level and those above it. */
  level: logLevel.optional(),
  worker: z.string().max(20).optional(),
  /** In message or details, whatever the case. */
  contains: z.string().max(100).optional(),
  correlationId: z.string().max(64).optional(),
});
export type LogFilter = z.output<typeof logFilter>;

export const logs = defineRoute({
  method: 'GET',
  path: '/api/logs',
  summary: 'Give the last log lines, oldest first',
  area: 'logs',
  access: 'viewer',
  query: logFilter.extend({ max: z.coerce.number().int().min(1).max(1000).default(200) }),
  reply: z.array(logLine),
});
