import { z } from 'zod';
import { defineRoute } from './route.ts';
import { healthStatus, mode, timeMs } from './words.ts';

export const workerState = z.enum(['stopped', 'starting', 'ready', 'waiting', 'stopping', 'failed']);

/** One worker as the System page shows it; figures are null before the first was taken. */
export const workerFigures = z.object({
  name: z.string(),
  state: workerState,
  /** Stands in place of "ready" where that would be taken for more than it is: `not running`. */
  word: z.string().nullable(),
  /** What it says of itself. */
  says: z.string().nullable(),
  /** own: a thread; shared: a thread with others, where its processor time and memory are counted; process: one beside the program. */
  place: z.enum(['own', 'shared', 'process']),
  /** Of its own process, in memory; null where it has none or the system does not tell. */
  rssBytes: z.number().nullable(),
  restarts: z.int(),
  /** Of one core, in percent. */
  cpuPercent: z.number().nullable(),
  heapBytes: z.number().nullable(),
  heapLimitBytes: z.number().nullable(),
  /** p99 over the last seconds. */
  loopDelayMs: z.number().nullable(),
  queueDepth: z.number(),
  processed: z.number(),
  errors: z.number(),
  dropped: z.number(),
  latencyMs: z.object({ p50: z.number().nullable(), p99: z.number().nullable() }),
});
export type WorkerFigures = z.output<typeof workerFigures>;

export const systemState = z.object({
  mode,
  version: z.string(),
  startedAtMs: timeMs,
  status: healthStatus,
  /** The verdict in one sentence. */
  says: z.string(),
  process: z.object({ rssBytes: z.number(), memoryLimitBytes: z.number().nullable() }),
  workers: z.array(workerFigures),
});
export type SystemState = z.output<typeof systemState>;

export const health = defineRoute({
  method: 'GET',
  path: '/api/health',
  summary: 'Tell whether the program and its parts are well',
  area: 'system',
  access: 'anyone',
  asksNobody: true,
  reply: z.looseObject({
    status: healthStatus,
    mode: z.string(),
    uptimeMs: z.int(),
    workers: z.record(z.string(), z.string()),
    breakers: z.array(
      z.object({ worker: z.string(), peer: z.string(), state: z.enum(['closed', 'half-open', 'open']) }),
    ),
  }),
});

export const stats = defineRoute({
  method: 'GET',
  path: '/api/stats',
  summary: 'Tell what each worker has done',
  area: 'system',
  access: 'viewer',
  reply: z.object({
    workers: z.record(
      z.string(),
      z.object({
        processed: z.number(),
        errors: z.number(),
        queueDepth: z.number(),
        restarts: z.number(),
        latencyMs: z.object({ p50: z.number().nullable(), p99: z.number().nullable() }),
      }),
    ),
  }),
});

export const metrics = defineRoute({
  method: 'GET',
  path: '/metrics',
  summary: 'Give all figures to Prometheus',
  area: 'metrics',
  access: 'viewer',
  reply: z.string(),
  replyType: 'text/plain; version=0.0.4; charset=utf-8',
});

export const system = defineRoute({
  method: 'GET',
  path: '/api/system',
  summary: 'Show mode, verdict and every worker with its figures',
  area: 'system',
  access: 'viewer',
  reply: systemState,
  isShared: true,
});

export const restartWorker = defineRoute({
  method: 'POST',
  path: '/api/system/workers/{worker}/restart',
  summary: 'Restart a worker in good order',
  area: 'system',
  access: 'admin',
  params: z.strictObject({ worker: z.string().regex(/^[a-z]{1,20}$/, 'is not the name of a worker') }),
});

/** Series of the last hour for charts: equal steps, null where there was no figure. */
export const metricHistory = defineRoute({
  method: 'GET',
  path: '/api/metrics/history',
  summary: 'Give the figures of the last hour for charts',
  area: 'metrics',
  access: 'viewer',
  query: z.strictObject({ worker: z.string().max(20).optional() }),
  reply: z.object({
    stepMs: z.int(),
    endMs: timeMs,
    series: z.array(
      z.object({
        name: z.string(),
        worker: z.string(),
        unit: z.string(),
        values: z.array(z.number().nullable()),
      }),
    ),
  }),
});
