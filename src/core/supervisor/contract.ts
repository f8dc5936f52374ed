import { z } from 'zod';
import { call, defineContract, event } from '../contract.ts';

const workerStatus = z.object({
  service: z.string(),
  state: z.enum(['stopped', 'starting', 'ready', 'waiting', 'stopping', 'failed']),
  restarts: z.int(),
});

const level = z.enum(['debug', 'info', 'warn', 'error', 'fatal', 'silent']);

const sharedMemory = z.custom<SharedArrayBuffer>((value) => value instanceof SharedArrayBuffer);

/** What the main thread offers: it supervises, so this is all it offers. */
export const supervisorContract = defineContract({
  name: 'supervisor',
  calls: {
    status: call({ output: z.array(workerStatus), idempotent: true, urgent: true }),
    /** Orderly restart; answers when the worker is ready again or given up. */
    restart: call({ input: z.object({ worker: z.string() }), urgent: true, deadlineMs: 60_000 }),
    setLevels: call({ input: z.object({ levels: z.record(z.string(), level) }), idempotent: true }),
    /** Metric regions of every service, the supervisor's own among them. They stay the same for the whole run. */
    metricRegions: call({
      output: z.array(z.object({ service: z.string(), memory: sharedMemory })),
      idempotent: true,
    }),
    /** Log rings of every thread. They stay the same for the whole run. */
    logRings: call({
      output: z.array(z.object({ unit: z.string(), memory: sharedMemory })),
      idempotent: true,
    }),
  },
  events: {
    workerChanged: event({ data: workerStatus, whenFull: 'coalesce', keyOf: ({ service }) => service }),
  },
});
