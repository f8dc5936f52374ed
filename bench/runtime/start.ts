// Workers of the bench, whose services stand in `services/`.
import type { WorkerOptions } from '../../src/core/supervisor/runtime-options.ts';

type Changes = { readonly hotSpare?: boolean; readonly file?: string };

/** A worker whose service is a module of `services/`; every crash of it is answered at once, as the first one is. */
export function benchWorker(
  name: string,
  { file = `${name}.ts`, hotSpare = false }: Changes = {},
): WorkerOptions {
  return {
    name,
    module: new URL(`./services/${file}`, import.meta.url).href,
    restarts: { restartOnError: true, maxRestarts: 1000, windowMs: 600_000, delayMs: 0, maxDelayMs: 0 },
    hotSpare,
  };
}
