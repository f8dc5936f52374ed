// An error as fields of a log line.
import { AppError } from '../errors.ts';

const MAX_CAUSES = 5;

/** Type, message, code, kind, stack, details and the chain of causes; of foreign errors also what they carry. */
export function toErrorFields(error: Error, depth = 0): Record<string, unknown> {
  const { cause } = error;
  return {
    ...(error instanceof AppError ? {} : error),
    type: error.name,
    message: error.message,
    ...(error instanceof AppError ? { code: error.code, kind: error.kind, details: error.details } : {}),
    stack: error.stack,
    ...(error instanceof AggregateError ? { errors: error.errors } : {}),
    ...(cause === undefined ? {} : { cause: toCause(cause, depth) }),
  };
}

function toCause(cause: unknown, depth: number): unknown {
  if (!(cause instanceof Error)) return cause;
  return depth < MAX_CAUSES ? toErrorFields(cause, depth + 1) : '[more causes]';
}
