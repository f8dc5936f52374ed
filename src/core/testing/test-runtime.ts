// A runtime for tests: short delays, small windows, everything else as in the program.
import type { LinkLimits } from '../link/outgoing-calls.ts';
import type { Uses } from '../service.ts';
import type { Placement, WorkerSpec } from '../supervisor/placement.ts';
import { type Runtime, type RuntimeOptions, startRuntime } from '../supervisor/start-runtime.ts';

const entry = new URL('../../thread.ts', import.meta.url);

export const testLimits: LinkLimits = { callDeadlineMs: 5000, maxMessageBytes: 2 ** 20, maxQueueSize: 1000 };

const testPool = {
  maxThreads: 2,
  queueLimit: 1000,
  taskTimeoutMs: 5000,
  retries: 3,
  balance: 'least-loaded',
  loadIntervalMs: 5000,
} as const;

/** A worker whose service is a module of `testing/services`. */
export function testWorker(name: string, changes: Partial<WorkerSpec> = {}): WorkerSpec {
  return {
    name,
    module: new URL(`./services/${name}.ts`, import.meta.url).href,
    settings: undefined,
    maxConcurrent: 100_000,
    maxMemoryMb: 64,
    restarts: { restartOnError: true, maxRestarts: 3, windowMs: 60_000, delayMs: 10, maxDelayMs: 40 },
    atCap: 'degrade',
    hotSpare: false,
    heartbeatIntervalMs: 30_000,
    group: 'shared',
    ...changes,
  };
}

export async function startTestRuntime<U extends Uses>(
  workers: readonly WorkerSpec[],
  uses: U,
  changes: Partial<RuntimeOptions<U>> & { placement?: Placement } = {},
): Promise<Runtime<U>> {
  const runtime = await startRuntime({
    workers,
    placement: 'isolated',
    entry,
    limits: testLimits,
    levels: { default: 'info' },
    sharedMemory: { bufferBytes: 2 ** 20, maxBuffers: 10, idleMs: 60_000 },
    pool: testPool,
    processMemoryBytes: 8 * 2 ** 30,
    stopTimeoutMs: 5000,
    disabled: [],
    uses,
    onFatal() {},
    ...changes,
  });
  await runtime.ready;
  return runtime;
}
