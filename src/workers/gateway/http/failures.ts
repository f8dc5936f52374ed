// How every refusal and failure is told: one shape, one table of status codes, and never anything of the inside.
import type { Failure } from '../../../api/words.ts';
import { type ErrorCode, type ErrorKind, errorTable } from '../../../core/error-table.ts';
import { AppError, toAppError } from '../../../core/errors.ts';

const byKind: Readonly<Record<ErrorKind, number>> = {
  input: 400,
  refused: 409,
  transient: 503,
  'unknown-outcome': 502,
  config: 500,
  bug: 500,
};

/** Where the kind alone would say too little. */
const byCode: Partial<Record<ErrorCode, number>> = {
  SIGN_IN_NEEDED: 401,
  SIGN_IN_WRONG: 401,
  CODE_NEEDED: 401,
  CODE_WRONG: 401,
  CODE_USED: 401,
  SESSION_UNKNOWN: 401,
  SIGN_IN_OUTDATED: 401,
  SETUP_TOKEN_WRONG: 401,
  TOTP_NEEDED: 403,
  ROLE_MISSING: 403,
  ROLE_EXCEEDED: 403,
  AREA_MISSING: 403,
  PEOPLE_ONLY: 403,
  STEP_UP_NEEDED: 403,
  ORIGIN_FOREIGN: 403,
  HEADER_MISSING: 403,
  ROUTE_UNKNOWN: 404,
  ROW_UNKNOWN: 404,
  USER_UNKNOWN: 404,
  TOKEN_UNKNOWN: 404,
  WEBHOOK_UNKNOWN: 404,
  WORKER_UNKNOWN: 404,
  INSTRUMENT_UNKNOWN: 404,
  TRANSACTION_UNKNOWN: 404,
  MINT_UNKNOWN: 404,
  REQUEST_TOO_SLOW: 408,
  BODY_TOO_LARGE: 413,
  BODY_TYPE_UNKNOWN: 415,
  HOST_UNKNOWN: 421,
  RATE_EXCEEDED: 429,
  HEADER_TOO_LARGE: 431,
  SIGN_IN_LOCKED: 429,
};

/** Every status that a route may answer with, for the document. */
export const failureStatuses = [...new Set([...Object.values(byKind), ...Object.values(byCode)])].sort();

/** What each status says, for the documents. */
export const failureMeanings: Readonly<Record<number, string>> = {
  400: 'The request is wrong; `problems` says where.',
  401: 'Sign in, or give what is missing: password, code or token.',
  403: 'Not allowed: role, area of the token, second factor, recent proof, or a foreign page.',
  404: 'There is no such thing.',
  408: 'The request took too long to arrive.',
  409: 'Valid, but declined as things stand.',
  413: 'The body is too large.',
  415: 'The body is not plain JSON.',
  421: 'This is not a name of the gateway.',
  429: 'Too many requests or wrong secrets; `Retry-After` says when to come back.',
  431: 'The header of the request is too large.',
  500: 'A bug; the log has more under the correlation id.',
  502: 'It may have happened: look before doing it again.',
  503: 'Not possible now; try again later.',
};

export type ToldFailure = { readonly status: number; readonly body: Failure; readonly error: AppError };

export function toFailure(thrown: unknown, correlationId: string): ToldFailure {
  const error = fromFramework(thrown) ?? toAppError(thrown);
  const status = byCode[error.code] ?? byKind[error.kind];
  const { problems } = error.details as { problems?: { path: string; message: string }[] };
  return {
    status,
    error,
    body: {
      error: {
        code: status === 500 ? 'BUG' : error.code,
        message: toMessage(error, status),
        ...(problems && status < 500 ? { problems } : {}),
        correlationId,
      },
    },
  };
}

/** The text of an error from inside may name files, rows or peers; that of the table never does. */
function toMessage(error: AppError, status: number): string {
  if (status === 500) return 'The request failed.';
  return status > 500 ? errorTable[error.code].message : error.message;
}

type FrameworkError = {
  readonly code?: unknown;
  readonly statusCode?: unknown;
  readonly validation?: readonly { instancePath: string; message?: string }[];
  readonly validationContext?: string;
};

const frameworkCodes: Readonly<Record<number, ErrorCode>> = {
  413: 'BODY_TOO_LARGE',
  414: 'REQUEST_INVALID',
  415: 'BODY_TYPE_UNKNOWN',
};

/** What Fastify itself found wrong with a request. */
function fromFramework(thrown: unknown): AppError | undefined {
  if (thrown instanceof AppError || typeof thrown !== 'object' || thrown === null) return undefined;
  const { code, statusCode, validation, validationContext } = thrown as FrameworkError;
  if (validation) {
    const problems = validation.slice(0, MAX_PROBLEMS).map(({ instancePath, message = 'is wrong' }) => ({
      path: `${validationContext ?? ''}${instancePath}`,
      message,
    }));
    return new AppError('REQUEST_INVALID', undefined, { details: { problems } });
  }
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode >= 500) return undefined;
  if (typeof code === 'string' && code.startsWith('FST_ERR_CTP_EMPTY'))
    return new AppError('REQUEST_INVALID');
  return new AppError(frameworkCodes[statusCode] ?? 'REQUEST_INVALID');
}

const MAX_PROBLEMS = 20;
