// The threads of a pool: started as work waits, replaced when they die, ended when idle.
import type { Timer } from '../clock.ts';
import { AppError, fromWireError, toAppError } from '../errors.ts';
import { Lane } from './lane.ts';
import type { FilledPoolOptions } from './pool-options.ts';
import type { ReplyBatch, ThreadMessage } from './protocol.ts';
import { RunWatch } from './run-watch.ts';
import type { Task } from './task-queue.ts';
import { createSharedMemory } from './thread-state.ts';

const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 60_000;

export type CrewEvents = {
  replied(lane: Lane, replies: ReplyBatch): void;
  timedOut(lane: Lane, task: Task): void;
  /** A thread is gone; `cause` is set when nobody asked for it. True when one of its tasks was to blame. */
  exited(lane: Lane, cause: unknown): boolean;
  /** Threads came or went: time to hand out tasks. */
  changed(): void;
};

export type Crew = ReturnType<typeof createCrew>;

export function createCrew(options: FilledPoolOptions, events: CrewEvents) {
  const { clock } = options;
  const lanes: Lane[] = [];
  const watches = new WeakMap<Lane, RunWatch>();
  const endings = new Set<Promise<void>>();
  let failures = 0;
  let nextStartMs = Number.NEGATIVE_INFINITY;
  let lastFailure: AppError | undefined;
  let restart: Timer | undefined;
  let sweep: Timer | undefined;
  let isClosed = false;

  const start = (): void => {
    const nowMs = clock.monotonicMs();
    const index = lanes.findIndex((lane, position) => lane.index !== position);
    const memory = createSharedMemory();
    const lane = new Lane({
      index: index < 0 ? lanes.length : index,
      memory,
      loadHistory: options.loadHistory,
      nowMs,
    });
    lanes.splice(lane.index, 0, lane);
    watches.set(lane, new RunWatch(clock, lane, (task) => events.timedOut(lane, task)));
    const startTimer = clock.after(options.startTimeoutMs, () =>
      failStart(lane, new Error(`the task module did not load within ${options.startTimeoutMs} ms`)),
    );
    let isProven = false;
    const onMessage = (message: ThreadMessage): void => {
      switch (message.kind) {
        case 'ready':
          startTimer.cancel();
          if (lane.phase !== 'starting') return;
          lane.phase = 'ready';
          events.changed();
          return;
        case 'loadFailed':
          startTimer.cancel();
          failStart(lane, fromWireError(message.error));
          return;
        case 'replies':
          if (!isProven) {
            isProven = true;
            failures = 0;
          }
          events.replied(lane, message.replies);
      }
    };
    const onExit = (cause: unknown): void => {
      startTimer.cancel();
      const phase = lane.phase;
      leave(lane);
      const isTaskToBlame = events.exited(lane, phase === 'ending' ? undefined : cause);
      if (phase === 'starting' || (phase === 'ready' && !isTaskToBlame))
        blameModule(cause, phase === 'ready');
      if (!isClosed) events.changed();
    };
    try {
      lane.thread = options.startThread(
        {
          name: `pool ${lane.index}`,
          module: options.module,
          shared: memory,
          ...(options.resourceLimits === undefined ? {} : { resourceLimits: options.resourceLimits }),
        },
        { message: onMessage, exited: onExit },
      );
    } catch (error) {
      onExit(error);
    }
  };

  const leave = (lane: Lane): void => {
    lane.phase = 'ending';
    watches.get(lane)?.stop();
    const position = lanes.indexOf(lane);
    if (position >= 0) lanes.splice(position, 1);
  };

  const end = (lane: Lane): void => {
    leave(lane);
    const ending = lane.terminate().finally(() => endings.delete(ending));
    endings.add(ending);
  };

  const failStart = (lane: Lane, cause: unknown): void => {
    if (lane.phase !== 'starting') return;
    end(lane);
    blameModule(cause, false);
  };

  /** The first death of a thread that had worked is forgiven; otherwise starts are spaced ever wider. */
  const blameModule = (cause: unknown, hadStarted: boolean): void => {
    failures++;
    if (isClosed || (hadStarted && failures === 1)) return;
    const backoffMs = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1));
    nextStartMs = clock.monotonicMs() + backoffMs;
    const error = toAppError(cause);
    lastFailure = new AppError('POOL_UNAVAILABLE', `No pool thread can run: ${error.message}`, {
      cause: error,
      details: { module: options.module.pathname, failures, backoffMs },
    });
    restart?.cancel();
    restart = clock.after(backoffMs, events.changed);
    events.changed();
  };

  const endIdle = (): void => {
    sweep = undefined;
    const nowMs = clock.monotonicMs();
    for (const lane of lanes.toReversed()) {
      if (lanes.length <= options.minThreads) return;
      if (lane.idleSinceMs !== undefined && nowMs - lane.idleSinceMs >= options.idleMs) end(lane);
    }
    planSweep(nowMs);
  };

  const planSweep = (nowMs: number): void => {
    if (sweep || lanes.length <= options.minThreads) return;
    const idleSince = lanes.map((lane) => lane.idleSinceMs ?? nowMs);
    sweep = clock.after(Math.max(1, Math.min(...idleSince) + options.idleMs - nowMs), endIdle);
  };

  return {
    /** Those that start or work, in order of index. */
    lanes: lanes as readonly Lane[],
    end,

    expect(lane: Lane, task: Task, nowMs: number): void {
      watches.get(lane)?.expect(task.timeoutMs, nowMs);
    },

    /** Starts a thread when there are too few for the work; one at a time, so a broken module costs one start. */
    staff(outstanding: number, nowMs: number): void {
      if (isClosed) return;
      const wanted = Math.max(options.minThreads, Math.min(options.maxThreads, outstanding));
      const isStarting = lanes.some((lane) => lane.phase === 'starting');
      if (lanes.length < wanted && !isStarting && nowMs >= nextStartMs) start();
      planSweep(nowMs);
    },

    /** Why no task can be taken now, if so. */
    refusal(): AppError | undefined {
      return lanes.length === 0 && clock.monotonicMs() < nextStartMs ? lastFailure : undefined;
    },

    async close(): Promise<void> {
      isClosed = true;
      restart?.cancel();
      sweep?.cancel();
      for (const lane of [...lanes]) end(lane);
      await Promise.all(endings);
    },
  };
}
