import { inspect } from 'node:util';
import { type ErrorCode, type ErrorKind, errorTable } from './error-table.ts';

/** Plain data about an error: paths, names, limits; never a secret, never a live object. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

export type ErrorOptions = { readonly details?: ErrorDetails; readonly cause?: unknown };

/** The one error class. Branch on `kind` for policy, on `code` for a precise case, never on `message`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message?: string, options: ErrorOptions = {}) {
    super(
      message ?? errorTable[code].message,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = 'AppError';
    this.code = code;
    this.kind = errorTable[code].kind;
    this.details = options.details ?? {};
  }
}

/** An error as plain data, the form in which it crosses threads and hosts. */
export type WireError = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
  readonly stack?: string;
  readonly cause?: WireError;
};

const MAX_CAUSES = 4;

/** Any thrown value as an AppError; what we did not throw ourselves is a bug of ours. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const error = new AppError('BUG', describe(thrown), { cause: thrown });
  const stack = stackOf(thrown);
  if (stack !== undefined) error.stack = stack;
  return error;
}

export function toWireError(thrown: unknown, depth = 0): WireError {
  const error = toAppError(thrown);
  // A foreign error stands for itself; what caused it is the next link of the chain.
  const cause = error.cause === thrown && thrown instanceof Error ? thrown.cause : error.cause;
  return {
    code: error.code,
    message: error.message,
    details: toPlain(error.details),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(cause === undefined || cause === thrown || depth >= MAX_CAUSES
      ? {}
      : { cause: toWireError(cause, depth + 1) }),
  };
}

/** Takes anything a wire may carry: a broken description is a bug too, never a throw. */
export function fromWireError(wire: unknown, depth = 0): AppError {
  const { code, message, details, stack, cause } = (
    typeof wire === 'object' && wire !== null ? wire : {}
  ) as Partial<Record<keyof WireError, unknown>>;
  const known = typeof code === 'string' && Object.hasOwn(errorTable, code) ? (code as ErrorCode) : 'BUG';
  const error = new AppError(known, typeof message === 'string' ? message : undefined, {
    ...(typeof details === 'object' && details !== null ? { details: details as ErrorDetails } : {}),
    ...(cause === undefined || depth >= MAX_CAUSES ? {} : { cause: fromWireError(cause, depth + 1) }),
  });
  if (typeof stack === 'string') error.stack = stack;
  return error;
}

const MAX_DESCRIPTION_LENGTH = 2000;

/** Words for anything thrown, so that no log line ever reads `[object Object]`. */
function describe(thrown: unknown): string {
  try {
    const words =
      thrown instanceof Error ? `${toWords(thrown.name)}: ${toWords(thrown.message)}` : toWords(thrown);
    return words.slice(0, MAX_DESCRIPTION_LENGTH);
  } catch {
    return `a thrown ${typeof thrown} that cannot be described`;
  }
}

/** Asking a hostile error for its stack may throw. */
function stackOf(thrown: unknown): string | undefined {
  try {
    return thrown instanceof Error && typeof thrown.stack === 'string' ? thrown.stack : undefined;
  } catch {
    return undefined;
  }
}

function toWords(value: unknown): string {
  if (typeof value === 'string') return value;
  return inspect(value, { customInspect: false, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 20 });
}

function toPlain(details: ErrorDetails): ErrorDetails {
  try {
    return structuredClone(details);
  } catch {
    return { unclonable: describe(details) };
  }
}
