// What a thread is born with.
import type { LinkLimits } from '../link/outgoing-calls.ts';
import type { LogLevels } from '../log/log.ts';
import type { FilledPoolOptions } from '../pool/pool-options.ts';
import type { ServiceSpec } from './control.ts';

export type ThreadData = {
  readonly unit: string;
  readonly services: readonly ServiceSpec[];
  /** The service that tells the figures of the thread; undefined where another unit on the same thread does. */
  readonly figuresOf: string | undefined;
  readonly limits: LinkLimits;
  /** False copies stream records instead of sharing memory. */
  readonly sharesMemory: boolean;
  readonly heartbeat: SharedArrayBuffer;
  readonly beatMs: number;
  readonly logRing: SharedArrayBuffer;
  readonly levels: LogLevels;
  readonly pool: PoolDefaults;
};

/** What is configured for task pools. `threads` false runs tasks on the caller's thread. */
export type PoolDefaults = {
  readonly threads: boolean;
} & Pick<
  FilledPoolOptions,
  'maxThreads' | 'queueLimit' | 'taskTimeoutMs' | 'retries' | 'balance' | 'loadIntervalMs'
>;
