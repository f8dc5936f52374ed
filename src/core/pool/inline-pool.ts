import { createPool, type Pool } from './pool.ts';
import type { PoolOptions } from './pool-options.ts';
import { createInlineStarter, type ImportModule } from './start-inline-thread.ts';

export type InlinePoolOptions = Omit<PoolOptions, 'startThread' | 'resourceLimits'> & {
  /** Instead of importing the file, for a simulation that must not leave its clock. */
  readonly importModule?: ImportModule;
};

/** The same pool without threads: for placement on one thread and for simulations. */
export function createInlinePool<M>({ importModule, ...options }: InlinePoolOptions): Pool<M> {
  return createPool<M>({
    ...options,
    startThread: createInlineStarter(options.clock, importModule),
  });
}
