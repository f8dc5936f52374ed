// What PostgreSQL's states mean for whoever stores: https://www.postgresql.org/docs/current/errcodes-appendix.html
import type { ErrorCode } from '../../../core/error-table.ts';
import { AppError, toAppError } from '../../../core/errors.ts';

/** A whole state, or its class: the first two characters. */
const states: Readonly<Record<string, ErrorCode>> = {
  '08': 'DATABASE_AWAY',
  '22021': 'MESSAGE_INVALID',
  '23': 'ROW_CONFLICT',
  '25006': 'DATABASE_READ_ONLY',
  '25P03': 'DATABASE_AWAY',
  '28': 'DATABASE_REFUSED',
  '3D000': 'DATABASE_REFUSED',
  '40': 'DATABASE_LOCKED',
  '42501': 'DATABASE_REFUSED',
  '53': 'DATABASE_AWAY',
  '53100': 'DISK_FULL',
  '55P03': 'DATABASE_LOCKED',
  '57014': 'STATEMENT_TIMED_OUT',
  '57P': 'DATABASE_AWAY',
  '57P04': 'DATABASE_REFUSED',
  '58': 'DISK_FAILED',
  XX001: 'DATABASE_CORRUPT',
  XX002: 'DATABASE_CORRUPT',
};

/** What Node and the client say when they cannot trust or understand the server as configured. */
const refusals = /^SASL|SSL|TLS|certificate|self.signed|client password/i;
/** What the client says in words only when the connection is gone or does not come about. */
const losses = /connection|not queryable|timeout|terminated/i;

/** Any error of the client as ours; what neither server nor network said is a bug of ours. */
export function toPostgresError(thrown: unknown): AppError {
  if (thrown instanceof AppError || !(thrown instanceof Error)) return toAppError(thrown);
  const { code = '', message } = thrown as Error & { code?: unknown };
  const known = typeof code === 'string' ? toErrorCode(code, message) : undefined;
  if (!known) return toAppError(thrown);
  return new AppError(known, undefined, {
    details: { reason: message || code, ...(isState(code) ? { sqlState: code } : {}) },
    cause: thrown,
  });
}

function toErrorCode(code: string, message: string): ErrorCode | undefined {
  if (isState(code)) return states[code] ?? states[code.slice(0, 3)] ?? states[code.slice(0, 2)];
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_|SELF_SIGNED|DEPTH_ZERO)/.test(code)) return 'DATABASE_REFUSED';
  if (/^E[A-Z]+/.test(code) && !code.startsWith('ERR_')) return 'DATABASE_AWAY';
  if (code !== '') return undefined;
  if (refusals.test(message)) return 'DATABASE_REFUSED';
  return losses.test(message) ? 'DATABASE_AWAY' : undefined;
}

function isState(code: unknown): boolean {
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code);
}
