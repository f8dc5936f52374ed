import type { ResourceLimits } from 'node:worker_threads';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { Balance } from './balance.ts';
import type { StartThread } from './protocol.ts';
import { startWorkerThread } from './start-worker-thread.ts';

/** Receives the wait and run time of every finished task, in milliseconds. */
export interface PoolMetrics {
  waitMs(value: number): void;
  runMs(value: number): void;
}

export type PoolOptions = {
  /** A module whose exported functions are the tasks: pure, one plain-data argument, plain-data result. */
  readonly module: URL;
  /** With worker threads its monotonic time must be that of the process, as the system clock's is. */
  readonly clock: Clock;
  readonly minThreads?: number;
  readonly maxThreads?: number;
  readonly queueLimit?: number;
  /** From when a task starts to run. */
  readonly taskTimeoutMs?: number;
  /** How often a task is tried again after its thread died under it. */
  readonly retries?: number;
  readonly balance?: Balance;
  /** By thread index, `maxThreads` of them; for `weighted` only. */
  readonly weights?: readonly number[];
  readonly loadIntervalMs?: number;
  readonly loadHistory?: number;
  /** A thread idle this long ends, down to `minThreads`. */
  readonly idleMs?: number;
  /** A thread that has not loaded the module by then counts as failed. */
  readonly startTimeoutMs?: number;
  readonly resourceLimits?: ResourceLimits;
  readonly metrics?: PoolMetrics;
  readonly startThread?: StartThread;
};

export type FilledPoolOptions = Required<Omit<PoolOptions, 'metrics' | 'resourceLimits'>> &
  Pick<PoolOptions, 'metrics' | 'resourceLimits'>;

const defaults = {
  minThreads: 1,
  maxThreads: 2,
  queueLimit: 1000,
  taskTimeoutMs: 30_000,
  retries: 3,
  balance: 'least-loaded',
  weights: [],
  loadIntervalMs: 5000,
  loadHistory: 10,
  idleMs: 60_000,
  startTimeoutMs: 30_000,
  startThread: startWorkerThread,
} as const satisfies Partial<PoolOptions>;

/** Throws CONFIG_INVALID naming the option that is wrong. */
export function parsePoolOptions(options: PoolOptions): FilledPoolOptions {
  const filled: FilledPoolOptions = { ...defaults, ...options };
  check(isCount(filled.maxThreads, 1), 'maxThreads', 'a whole number of at least 1');
  check(
    isCount(filled.minThreads, 0) && filled.minThreads <= filled.maxThreads,
    'minThreads',
    'a whole number of at most maxThreads',
  );
  check(isCount(filled.queueLimit, 1), 'queueLimit', 'a whole number of at least 1');
  check(isCount(filled.retries, 0), 'retries', 'a whole number of at least 0');
  check(isCount(filled.loadHistory, 1), 'loadHistory', 'a whole number of at least 1');
  for (const option of ['taskTimeoutMs', 'loadIntervalMs', 'idleMs', 'startTimeoutMs'] as const)
    check(filled[option] > 0, option, 'a number above 0');
  if (filled.balance === 'weighted')
    check(
      filled.weights.length === filled.maxThreads && filled.weights.every((w) => w > 0 && w < Infinity),
      'weights',
      'one number above 0 for each of maxThreads',
    );
  return filled;
}

function check(isRight: boolean, option: string, expected: string): void {
  if (!isRight)
    throw new AppError('CONFIG_INVALID', `Pool option ${option} must be ${expected}.`, {
      details: { path: option, expected },
    });
}

function isCount(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least;
}
