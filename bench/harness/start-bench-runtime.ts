// A runtime for a bench, with limits as in the program.
import type { Uses } from '../../src/core/service.ts';
import type { Placement } from '../../src/core/supervisor/placement.ts';
import type { WorkerOptions } from '../../src/core/supervisor/runtime-options.ts';
import { type Runtime, startRuntime } from '../../src/core/supervisor/start-runtime.ts';

/** Rejects when a worker could not start. */
export async function startBenchRuntime<U extends Uses>(
  workers: readonly WorkerOptions[],
  uses: U,
  placement: Placement = 'isolated',
): Promise<Runtime<U>> {
  const runtime = await startRuntime({ workers, uses, placement });
  await runtime.ready;
  const failed = runtime.supervisor.status.filter(({ state }) => state !== 'ready');
  if (failed.length > 0) throw new Error(`not ready: ${failed.map(({ service }) => service).join(', ')}`);
  return runtime;
}
