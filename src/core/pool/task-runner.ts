// Runs batches of tasks one after another inside a thread and collects their replies.
import type { Clock } from '../clock.ts';
import { AppError, toWireError, type WireError } from '../errors.ts';
import type { ReplyBatch, TaskBatch } from './protocol.ts';
import type { ThreadState } from './thread-state.ts';

/** Finished replies wait at most this long for their neighbours, so a long batch answers as it goes. */
const REPLY_AFTER_MS = 1;
/** How long batches are taken in one turn, so that the thread's own event loop gets its turns too. */
const TURN_MS = 10;

export type TaskRunnerOptions = {
  readonly tasks: Readonly<Record<string, unknown>>;
  readonly state: ThreadState;
  readonly clock: Clock;
  /** Sends replies; throws when an output is not plain data. */
  readonly reply: (replies: ReplyBatch) => void;
  /** A batch that is already there, so that many small ones get one reply. */
  readonly receive: () => TaskBatch | undefined;
  /** True on a shared thread: between two tasks others have their turn. */
  readonly yieldsBetweenTasks: boolean;
};

export type TaskRunner = { accept(batch: TaskBatch): void; stop(): void };

type Outbox = {
  ids: number[];
  outputs: unknown[];
  runMs: number[];
  startedMs: number;
  failed: [position: number, error: WireError][];
};

export function createTaskRunner(options: TaskRunnerOptions): TaskRunner {
  const { tasks, state, clock } = options;
  const backlog: TaskBatch[] = [];
  let batch: TaskBatch | undefined;
  let position = 0;
  let isRunning = false;
  let isStopped = false;
  let outbox = createOutbox();
  let nowMs = 0;
  let turnStartedMs = 0;

  const next = (): TaskBatch | undefined => {
    if (batch && position < batch.inputs.length) return batch;
    position = 0;
    batch = backlog.shift() ?? (nowMs - turnStartedMs < TURN_MS ? options.receive() : undefined);
    nowMs = clock.monotonicMs();
    return batch;
  };

  const finish = (id: number, output: unknown, failure?: WireError): void => {
    const startedMs = nowMs;
    nowMs = clock.monotonicMs();
    if (outbox.ids.length === 0) outbox.startedMs = startedMs;
    if (failure) outbox.failed.push([outbox.ids.length, failure]);
    outbox.ids.push(id);
    outbox.outputs.push(output);
    outbox.runMs.push(nowMs - startedMs);
    if (nowMs - outbox.startedMs >= REPLY_AFTER_MS) flush();
  };

  const flush = (): void => {
    if (outbox.ids.length === 0) return;
    state.end();
    const replies = outbox;
    outbox = createOutbox();
    try {
      options.reply(replies);
    } catch {
      options.reply(withoutForeignOutputs(replies));
    }
    nowMs = clock.monotonicMs();
  };

  /** Runs what is there; returns early when a task is a promise or others have their turn first. */
  const run = (): void => {
    turnStartedMs = nowMs = clock.monotonicMs();
    for (let current = next(); current && !isStopped; current = next()) {
      const id = current.firstId + position;
      const name = typeof current.names === 'string' ? current.names : current.names[position]!;
      const input = current.inputs[position];
      position++;
      if (!state.begin(id, nowMs)) continue;
      let output: unknown;
      let failure: WireError | undefined;
      try {
        output = find(tasks, name)(input);
        if (output instanceof Promise) {
          output.then(
            (value) => resume(id, value),
            (error) => resume(id, undefined, toWireError(error)),
          );
          return;
        }
      } catch (error) {
        output = undefined;
        failure = toWireError(error);
      }
      finish(id, output, failure);
      if (options.yieldsBetweenTasks) {
        flush();
        state.end();
        clock.nextTurn(run);
        return;
      }
    }
    state.end();
    flush();
    isRunning = false;
  };

  const resume = (id: number, output: unknown, failure?: WireError): void => {
    if (isStopped) return;
    finish(id, output, failure);
    run();
  };

  return {
    accept(incoming) {
      backlog.push(incoming);
      if (isRunning || isStopped) return;
      isRunning = true;
      if (options.yieldsBetweenTasks) clock.nextTurn(run);
      else run();
    },
    stop() {
      isStopped = true;
    },
  };
}

function createOutbox(): Outbox {
  return { ids: [], outputs: [], runMs: [], startedMs: 0, failed: [] };
}

function find(tasks: Readonly<Record<string, unknown>>, name: string): (input: unknown) => unknown {
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (typeof task === 'function') return task as (input: unknown) => unknown;
  throw new AppError('CALL_UNKNOWN', `The task module has no function "${name}".`, {
    details: { task: name },
  });
}

/** The same replies, with a typed error in place of each output that cannot cross threads. */
function withoutForeignOutputs(replies: Outbox): Outbox {
  const outputs = replies.outputs.map((output, position) => {
    try {
      return structuredClone(output);
    } catch (error) {
      const failure = new AppError('MESSAGE_NOT_DATA', 'A task returned something that is not plain data.', {
        details: { problem: String(error) },
      });
      replies.failed.push([position, toWireError(failure)]);
      return undefined;
    }
  });
  return { ...replies, outputs };
}
