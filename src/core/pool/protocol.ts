// What crosses between a pool and one of its threads, and the seam by which threads are started.
import type { ResourceLimits } from 'node:worker_threads';
import type { WireError } from '../errors.ts';

/** Tasks with consecutive ids, in the order they are to run. One name stands for all when they are alike. */
export type TaskBatch = {
  readonly firstId: number;
  readonly names: string | readonly string[];
  readonly inputs: readonly unknown[];
};

/** Finished tasks, matched to callers by id. `failed` names positions whose output is an error instead. */
export type ReplyBatch = {
  readonly ids: readonly number[];
  readonly outputs: readonly unknown[];
  readonly runMs: readonly number[];
  /** When the first of them started, in monotonic milliseconds of the process. */
  readonly startedMs: number;
  readonly failed: readonly (readonly [position: number, error: WireError])[];
};

export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loadFailed'; readonly error: WireError }
  | { readonly kind: 'replies'; readonly replies: ReplyBatch };

export type ThreadSpec = {
  readonly name: string;
  readonly module: URL;
  /** The memory of a `ThreadState`, shared by the pool and the thread. */
  readonly shared: SharedArrayBuffer;
  readonly resourceLimits?: ResourceLimits;
};

/** What a thread tells its pool; never called before `startThread` has returned. */
export type ThreadEvents = {
  message(message: ThreadMessage): void;
  /** Exactly once and last, after every reply that was sent; the cause is an error or an exit code in words. */
  exited(cause: unknown): void;
};

export interface PoolThread {
  /** Throws when an input is not plain data; nothing has been sent then. */
  post(batch: TaskBatch): void;
  /** Whether the thread keeps the process alive. */
  holdProcess(hold: boolean): void;
  /** Ends the thread even in an endless loop; resolves after `exited`. */
  terminate(): Promise<void>;
}

export type StartThread = (spec: ThreadSpec, events: ThreadEvents) => PoolThread;
