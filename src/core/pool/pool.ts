// Runs the functions of a module on threads that can be timed out, cancelled, crashed and replaced.
import { AppError, fromWireError } from '../errors.ts';
import { createBalancer } from './balance.ts';
import { createCrew } from './crew.ts';
import type { Lane } from './lane.ts';
import { type PoolOptions, parsePoolOptions } from './pool-options.ts';
import { createPoolRecord, type PoolCounts, type PoolStats } from './pool-stats.ts';
import type { ReplyBatch } from './protocol.ts';
import {
  toCancelledError,
  toClosedError,
  toCrashError,
  toNotDataError,
  toQueueFullError,
  toTimeoutError,
} from './task-errors.ts';
import { type Task, TaskQueue } from './task-queue.ts';

/** Within one turn, so many tasks are handed out before the turn ends. */
const BATCH = 256;
const DRAIN_MS = 5000;

type TaskFunction = (input: never) => unknown;
type TaskName<M> = { [K in keyof M]: M[K] extends TaskFunction ? K : never }[keyof M] & string;
type TaskInput<F> = F extends () => unknown ? undefined : F extends (input: infer I) => unknown ? I : never;
type TaskOutput<F> = F extends (input: never) => infer R ? Awaited<R> : never;

/** The timeout counts from when the task starts to run. */
export type RunOptions = { readonly timeoutMs?: number; readonly signal?: AbortSignal };

export interface Pool<M> {
  /**
   * Rejects with QUEUE_FULL, TASK_TIMED_OUT, TASK_CRASHED, POOL_UNAVAILABLE, CALL_CANCELLED, MESSAGE_NOT_DATA,
   * SERVICE_STOPPING or what the task threw. The input is copied when a thread takes it: leave it unchanged till then.
   */
  run<K extends TaskName<M>>(
    name: K,
    input: TaskInput<M[K]>,
    options?: RunOptions,
  ): Promise<TaskOutput<M[K]>>;
  stats(): PoolStats;
  /** Takes no more tasks, lets those it has finish within `drainMs` (5 s), then ends its threads. */
  close(options?: { readonly drainMs?: number }): Promise<void>;
}

/** Throws CONFIG_INVALID. A task may run more than once when a thread dies, so tasks must be pure. */
export function createPool<M>(options: PoolOptions): Pool<M> {
  const filled = parsePoolOptions(options);
  const { clock } = filled;
  const queue = new TaskQueue();
  const record = createPoolRecord(filled.metrics);
  const { counts } = record;
  const pick = createBalancer(filled.balance, filled.weights);
  let outstanding = 0;
  let sinceFlush = 0;
  let stampMs = 0;
  let isFlushPlanned = false;
  let closing: Promise<void> | undefined;
  let onDrained: (() => void) | undefined;

  const settled = (task: Task, outcome: keyof PoolCounts): void => {
    task.unlisten?.();
    counts[outcome]++;
    outstanding--;
  };

  const fail = (task: Task, outcome: keyof PoolCounts, error: AppError): void => {
    settled(task, outcome);
    task.reject(error);
  };

  const failWaiting = (error: AppError): void => {
    for (let task = queue.shift(); task; task = queue.shift()) fail(task, 'abandoned', error);
  };

  const crew = createCrew(filled, {
    replied: (lane, replies) => {
      settleReplies(lane, replies);
      planFlush();
    },
    timedOut: (lane, task) => {
      lane.release(task.id);
      crew.end(lane);
      fail(task, 'timedOut', toTimeoutError(task));
      planFlush();
    },
    exited: (lane, cause) => recover(lane, cause),
    changed: () => planFlush(),
  });

  const settleReplies = (lane: Lane, replies: ReplyBatch): void => {
    const { ids, outputs, runMs } = replies;
    const failed = replies.failed.length > 0 ? new Map(replies.failed) : undefined;
    let startedMs = replies.startedMs;
    for (let i = 0; i < ids.length; i++) {
      const task = lane.release(ids[i]!);
      if (task) {
        record.timed(startedMs - task.enqueuedMs, runMs[i]!);
        const failure = failed?.get(i);
        if (failure) fail(task, 'failed', fromWireError(failure));
        else {
          settled(task, 'completed');
          task.resolve(outputs[i]);
        }
      } else counts.lateReplies++;
      startedMs += runMs[i]!;
    }
    lane.learn(ids.length, startedMs - replies.startedMs);
  };

  /** Puts back what was in flight on a dead thread; only the task that ran when it died counts a crash. */
  const recover = (lane: Lane, cause: unknown): boolean => {
    const culprit = cause === undefined ? undefined : lane.culprit();
    if (cause !== undefined) counts.crashed++;
    const tasks = lane.tasks();
    for (const task of tasks) lane.release(task.id);
    const again = tasks.filter((task) => task !== culprit);
    if (culprit && ++culprit.crashes > filled.retries)
      fail(culprit, 'abandoned', toCrashError(culprit, cause));
    else if (culprit) {
      counts.retried++;
      again.push(culprit);
    }
    queue.pushFront(again);
    return culprit !== undefined;
  };

  const planFlush = (): void => {
    if (isFlushPlanned) return;
    isFlushPlanned = true;
    clock.endOfTurn(() => {
      isFlushPlanned = false;
      flush();
    });
  };

  const give = (lane: Lane, task: Task, nowMs: number): void => {
    if (lane.mustPost) post(lane);
    lane.assign(task);
    crew.expect(lane, task, nowMs);
  };

  const post = (lane: Lane): void => {
    for (const task of lane.post()) fail(task, 'failed', toNotDataError(task));
  };

  const flush = (): void => {
    sinceFlush = 0;
    const { lanes } = crew;
    const nowMs = clock.monotonicMs();
    for (const lane of lanes) queue.pushFront(lane.unblock(nowMs));
    while (queue.size > 0) {
      const lane = pick(lanes);
      if (!lane) break;
      give(lane, queue.shift()!, nowMs);
    }
    for (const lane of lanes) post(lane);
    if (queue.size === 0) shareOut(lanes, nowMs);
    crew.staff(outstanding, nowMs);
    const unavailable = queue.size > 0 ? crew.refusal() : undefined;
    if (unavailable) failWaiting(unavailable);
    for (const lane of lanes) {
      lane.holdProcess(lane.phase === 'starting' ? queue.size > 0 : lane.inFlight > 0);
      lane.idleSinceMs = lane.inFlight > 0 ? undefined : (lane.idleSinceMs ?? nowMs);
    }
    if (outstanding === 0) onDrained?.();
  };

  /** An idle thread takes half of what waits unstarted behind the busiest one. */
  const shareOut = (lanes: readonly Lane[], nowMs: number): void => {
    for (const idle of lanes) {
      if (idle.inFlight > 0 || !idle.hasRoom) continue;
      const busiest = lanes.reduce((a, b) => (b.inFlight > a.inFlight ? b : a));
      if (busiest.inFlight < 2) return;
      const half = Math.min(idle.window.size, Math.floor(busiest.inFlight / 2));
      for (const task of busiest.takeBackLatest(half)) give(idle, task, nowMs);
      post(idle);
    }
  };

  const cancel = (task: Task, reason: unknown): void => {
    const { lane } = task;
    if (!lane) queue.remove(task);
    else if (!lane.takeBack(task)) {
      const isRunning = lane.runningTask() === task;
      lane.release(task.id);
      if (isRunning && lane.phase === 'ready') crew.end(lane);
    }
    fail(task, 'cancelled', toCancelledError(task.name, reason));
    planFlush();
  };

  const refusal = (name: string, timeoutMs: number, signal?: AbortSignal): AppError | undefined => {
    if (closing) return new AppError('SERVICE_STOPPING');
    if (!(timeoutMs > 0)) return new AppError('MESSAGE_INVALID', 'The timeout of a task must be above 0 ms.');
    if (signal?.aborted) return toCancelledError(name, signal.reason);
    if (queue.size >= filled.queueLimit && sinceFlush > 0) flush();
    if (queue.size >= filled.queueLimit) {
      counts.refused++;
      return toQueueFullError(name, filled.queueLimit);
    }
    return crew.refusal();
  };

  const accept = (task: Task, signal: AbortSignal | undefined): void => {
    outstanding++;
    queue.push(task);
    if (signal) {
      const onAbort = () => cancel(task, signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      task.unlisten = () => signal.removeEventListener('abort', onAbort);
    }
    if (++sinceFlush >= BATCH) flush();
    else planFlush();
  };

  const run = (name: string, input: unknown, runOptions: RunOptions = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const { signal, timeoutMs = filled.taskTimeoutMs } = runOptions;
      const error = refusal(name, timeoutMs, signal);
      if (error) return reject(error);
      if (sinceFlush === 0) stampMs = clock.monotonicMs();
      const task: Task = {
        name,
        input,
        timeoutMs,
        enqueuedMs: stampMs,
        resolve,
        reject,
        unlisten: undefined,
        crashes: 0,
        id: 0,
        lane: undefined,
        previous: undefined,
        next: undefined,
      };
      accept(task, signal);
    });

  const close = async (drainMs: number): Promise<void> => {
    if (outstanding > 0)
      await new Promise<void>((resolve) => {
        const timer = clock.after(drainMs, resolve);
        onDrained = () => {
          timer.cancel();
          resolve();
        };
      });
    failWaiting(toClosedError());
    await crew.close();
    failWaiting(toClosedError());
  };

  const loadTimer =
    filled.balance === 'least-loaded'
      ? clock.every(filled.loadIntervalMs, () => {
          const nowMs = clock.monotonicMs();
          for (const lane of crew.lanes) lane.sampleLoad(nowMs);
        })
      : undefined;
  planFlush();

  return {
    run: run as Pool<M>['run'],
    stats: () => {
      const running = crew.lanes.filter((lane) => lane.runningTask()).length;
      return {
        ...counts,
        threads: crew.lanes.length,
        running,
        waiting: outstanding - running,
        ...record.durations(),
      };
    },
    close: ({ drainMs = DRAIN_MS } = {}) => {
      loadTimer?.cancel();
      closing ??= close(drainMs);
      return closing;
    },
  };
}
