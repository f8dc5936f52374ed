// What a pool tells a caller whose task has no result.
import { AppError, toAppError } from '../errors.ts';
import type { Task } from './task-queue.ts';

export function toTimeoutError(task: Task): AppError {
  return new AppError('TASK_TIMED_OUT', `Task "${task.name}" ran for longer than ${task.timeoutMs} ms.`, {
    details: { task: task.name, timeoutMs: task.timeoutMs },
  });
}

export function toCrashError(task: Task, cause: unknown): AppError {
  const error = toAppError(cause);
  return new AppError('TASK_CRASHED', `Task "${task.name}" ended its thread: ${error.message}`, {
    cause: error,
    details: { task: task.name, crashes: task.crashes },
  });
}

export function toCancelledError(task: string, reason: unknown): AppError {
  return new AppError('CALL_CANCELLED', undefined, { details: { task }, cause: reason });
}

export function toNotDataError(task: Task): AppError {
  return new AppError('MESSAGE_NOT_DATA', `The input of task "${task.name}" is not plain data.`, {
    details: { task: task.name },
  });
}

export function toQueueFullError(task: string, queueLimit: number): AppError {
  return new AppError('QUEUE_FULL', 'The queue of the task pool is full.', { details: { task, queueLimit } });
}

export function toClosedError(): AppError {
  return new AppError('SERVICE_STOPPING', 'The task pool closed before the task was done.');
}
