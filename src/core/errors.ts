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
  const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : describe(thrown);
  const error = new AppError('BUG', message, { cause: thrown });
  if (thrown instanceof Error && thrown.stack !== undefined) error.stack = thrown.stack;
  return error;
}

export function toWireError(thrown: unknown, depth = 0): WireError {
  const error = toAppError(thrown);
  return {
    code: error.code,
    message: error.message,
    details: toPlain(error.details),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error.cause === undefined || depth >= MAX_CAUSES || error.cause === thrown
      ? {}
      : { cause: toWireError(error.cause, depth + 1) }),
  };
}

export function fromWireError(wire: WireError): AppError {
  const code: ErrorCode = Object.hasOwn(errorTable, wire.code) ? wire.code : 'BUG';
  const error = new AppError(code, wire.message, {
    details: wire.details,
    ...(wire.cause === undefined ? {} : { cause: fromWireError(wire.cause) }),
  });
  if (wire.stack !== undefined) error.stack = wire.stack;
  return error;
}

/** Words for anything thrown, so that no log line ever reads `[object Object]`. */
function describe(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  try {
    return JSON.stringify(thrown) ?? String(thrown);
  } catch {
    return Object.prototype.toString.call(thrown);
  }
}

function toPlain(details: ErrorDetails): ErrorDetails {
  try {
    return structuredClone(details);
  } catch {
    return { unclonable: describe(details) };
  }
}
