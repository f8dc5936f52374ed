// What a failed exchange means for the one who asked.
import type { ErrorCode } from '../error-table.ts';
import { AppError } from '../errors.ts';

const MALFORMED = new Set([400, 405, 406, 411, 413, 414, 415, 422, 431]);
const RATE_LIMITED = new Set([429, 418]);
const TRANSIENT_4XX = new Set([408, 425]);

export type Refusal = {
  /** Peer, method and path: nothing private. */
  readonly label: string;
  readonly status: number;
  /** The start of what the server said, redacted. */
  readonly excerpt: string;
  readonly retryAfterMs: number | undefined;
};

/** The error for a status that is not 2xx. */
export function toStatusError({ label, status, excerpt, retryAfterMs }: Refusal): AppError {
  return new AppError(toCode(status), `${label} answered ${status}.`, {
    details: { status, excerpt, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
  });
}

function toCode(status: number): ErrorCode {
  if (RATE_LIMITED.has(status)) return 'HTTP_RATE_LIMITED';
  if (status >= 500 || TRANSIENT_4XX.has(status)) return 'HTTP_UNAVAILABLE';
  if (MALFORMED.has(status)) return 'HTTP_REQUEST_INVALID';
  return status >= 400 ? 'HTTP_REFUSED' : 'HTTP_REDIRECTED';
}

/** Codes that, after a request was sent, do not say whether the server acted on it. */
const SAYS_NOTHING = new Set<ErrorCode>([
  'HTTP_BROKEN',
  'HTTP_UNAVAILABLE',
  'HTTP_NOT_JSON',
  'HTTP_RESPONSE_INVALID',
  'HTTP_RESPONSE_TOO_LARGE',
]);

/**
 * For a request that must not happen twice: an error that leaves open whether it happened becomes OUTSIDE_UNANSWERED.
 * A server that says when to come back has not acted.
 */
export function toUnansweredIfOpen(error: AppError, label: string): AppError {
  const { retryAfterMs } = error.details;
  if (!SAYS_NOTHING.has(error.code) || retryAfterMs !== undefined) return error;
  return new AppError('OUTSIDE_UNANSWERED', `${label}: it may have happened (${error.code}).`, {
    details: error.details,
    cause: error,
  });
}
