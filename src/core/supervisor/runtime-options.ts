// What a runtime can be told, and what it does when told nothing.
import type { AppError } from '../errors.ts';
import type { PoolDefaults } from '../host/thread-data.ts';
import type { LinkLimits } from '../link/outgoing-calls.ts';
import type { LogLevels } from '../log/log.ts';
import type { Service, Uses } from '../service.ts';
import type { Placement, WorkerSpec } from './placement.ts';

/** A worker needs a name and a module that exports `service`; the rest has defaults. */
export type WorkerOptions = Pick<WorkerSpec, 'name' | 'module'> & Partial<WorkerSpec>;

export type RuntimeOptions<U extends Uses> = {
  /** In the order of starting: who is used before who uses. */
  readonly workers: readonly WorkerOptions[];
  /** Services the main thread itself is a client of. */
  readonly uses?: U;
  /** Services that run on the main thread in every placement, because they hold what only it has. Never restarted. */
  readonly mainServices?: readonly Service[];
  /** Default `isolated`. */
  readonly placement?: Placement;
  readonly limits?: Partial<LinkLimits>;
  readonly levels?: LogLevels;
  /** Null copies stream records instead of sharing memory, and boards are refused. */
  readonly sharedMemory?: SharedMemoryLimits | null;
  readonly pool?: Partial<Omit<PoolDefaults, 'threads'>>;
  /** Resident memory of the process at which the heaviest worker is restarted; default: never. */
  readonly processMemoryBytes?: number;
  /** For each worker to start; default 30 s. */
  readonly startTimeoutMs?: number;
  /** For each worker to stop in order before it is ended; default 10 s. */
  readonly stopTimeoutMs?: number;
  /** Services that are known but switched off. */
  readonly disabled?: readonly string[];
  /** A worker that the program cannot do without is gone. */
  readonly onFatal?: (unit: string, cause: AppError) => void;
};

type SharedMemoryLimits = {
  readonly bufferBytes: number;
  readonly maxBuffers: number;
  readonly idleMs: number;
};

const workerDefaults = {
  settings: undefined,
  maxConcurrent: 1000,
  maxMemoryMb: 256,
  restarts: { restartOnError: true, maxRestarts: 5, windowMs: 600_000, delayMs: 5000, maxDelayMs: 60_000 },
  atCap: 'degrade',
  hotSpare: false,
  heartbeatIntervalMs: 30_000,
  group: undefined,
} as const satisfies Omit<WorkerSpec, 'name' | 'module'>;

const limitDefaults: LinkLimits = { callDeadlineMs: 5000, maxMessageBytes: 2 ** 20, maxQueueSize: 1000 };

const poolDefaults = {
  maxThreads: 2,
  queueLimit: 1000,
  taskTimeoutMs: 30_000,
  retries: 3,
  balance: 'least-loaded',
  loadIntervalMs: 5000,
} as const satisfies Omit<PoolDefaults, 'threads'>;

const bufferDefaults: SharedMemoryLimits = { bufferBytes: 2 ** 20, maxBuffers: 10, idleMs: 60_000 };

export function fillRuntimeOptions<U extends Uses>(options: RuntimeOptions<U>) {
  const { sharedMemory = bufferDefaults } = options;
  return {
    placement: 'isolated' as Placement,
    levels: { default: 'info' } as LogLevels,
    processMemoryBytes: Number.POSITIVE_INFINITY,
    startTimeoutMs: 30_000,
    stopTimeoutMs: 10_000,
    disabled: [] as readonly string[],
    uses: {} as U,
    mainServices: [] as readonly Service[],
    onFatal: () => {},
    ...options,
    sharedMemory: sharedMemory ?? undefined,
    workers: options.workers.map((worker): WorkerSpec => ({ ...workerDefaults, ...worker })),
    limits: { ...limitDefaults, ...options.limits },
    pool: { ...poolDefaults, ...options.pool },
  };
}
