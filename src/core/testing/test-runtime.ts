// A runtime for tests: short delays, small windows, everything else as in the program.
import type { LinkLimits } from '../link/outgoing-calls.ts';
import type { Uses } from '../service.ts';
import type { WorkerSpec } from '../supervisor/placement.ts';
import type { RuntimeOptions, WorkerOptions } from '../supervisor/runtime-options.ts';
import { type Runtime, startRuntime } from '../supervisor/start-runtime.ts';

export const testLimits: LinkLimits = { callDeadlineMs: 5000, maxMessageBytes: 2 ** 20, maxQueueSize: 1000 };

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
  workers: readonly WorkerOptions[],
  uses: U,
  changes: Partial<RuntimeOptions<U>> = {},
): Promise<Runtime<U>> {
  const runtime = await startRuntime({ workers, uses, limits: testLimits, stopTimeoutMs: 5000, ...changes });
  await runtime.ready;
  return runtime;
}
