// Settings of the worker runtime: messages, restarts, memory, task pool.
import { z } from 'zod';

/** Longer timers overflow the 32 bits of the runtime. */
const MAX_MS = 2 ** 31 - 1;

const delayMs = z.int().min(0).max(MAX_MS);
const periodMs = z.int().min(10).max(MAX_MS);

const sharedMemory = z.strictObject({
  enabled: z.boolean().default(true).describe('Whether streams and boards use shared memory.'),
  bufferBytes: z
    .int()
    .min(4096)
    .max(2 ** 30)
    .default(1_048_576)
    .describe('Size of one shared buffer in bytes.'),
  maxBuffers: z.int().min(1).max(1000).default(10).describe('Shared buffers at most.'),
  idleMs: periodMs.default(60_000).describe('Unused time in ms after which a shared buffer is released.'),
});

const pool = z.strictObject({
  maxThreads: z.int().min(0).max(256).default(0).describe('Threads of the task pool at most; 0 = by cores.'),
  queueLimit: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('Tasks that may wait; follows `runtime.maxQueueSize` when not set.'),
  taskTimeoutMs: periodMs
    .default(30_000)
    .describe('Time in ms a task may run before its thread is replaced.'),
  retries: z.int().min(0).max(100).default(3).describe('Times a task is run again after its thread died.'),
  balance: z
    .enum(['round-robin', 'least-loaded', 'weighted'])
    .default('least-loaded')
    .describe('How the pool chooses a thread for a task.'),
  loadIntervalMs: periodMs.default(5000).describe('Time in ms between two looks at the load of each thread.'),
});

export const runtimeSchema = z.strictObject({
  callDeadlineMs: z
    .int()
    .min(1)
    .max(MAX_MS)
    .default(5000)
    .describe('Time in ms a call may take unless it says otherwise.'),
  maxMessageBytes: z
    .int()
    .min(1024)
    .max(2 ** 30)
    .default(1_048_576)
    .describe('Largest message in bytes.'),
  maxQueueSize: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(1000)
    .describe('Messages that may wait per link and message class.'),
  heartbeatIntervalMs: periodMs.default(30_000).describe('Time in ms between two heartbeats of a worker.'),
  restartDelayMs: delayMs
    .default(5000)
    .describe('Wait in ms before the second restart in a row (the first is at once); doubles each time.'),
  restartMaxDelayMs: delayMs.default(60_000).describe('The longest wait in ms before a restart.'),
  restartWindowMs: periodMs.default(600_000).describe('Sliding window in ms in which restarts are counted.'),
  startTimeoutMs: periodMs.default(30_000).describe('Time in ms a worker has to start before it is ended.'),
  stopTimeoutMs: periodMs.default(10_000).describe('Time in ms a worker has to stop before it is ended.'),
  maxWorkerMemoryMb: z
    .int()
    .min(32)
    .max(1_048_576)
    .default(1024)
    .describe('Ceiling in MB over the memory of every worker.'),
  processMemoryMb: z
    .int()
    .min(0)
    .max(16_777_216)
    .default(0)
    .describe('Memory in MB of the whole program; 0 = 80 % of what the machine or container has.'),
  sharedMemory: sharedMemory.prefault({}),
  pool: pool.prefault({}),
});
