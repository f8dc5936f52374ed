// What SQLite's result codes mean for whoever stores: https://www.sqlite.org/rescode.html
import type { ErrorCode } from '../error-table.ts';
import { AppError, toAppError } from '../errors.ts';

/** Extended codes first; the rest is judged by its primary code, the low byte. */
const extended: Readonly<Record<number, ErrorCode>> = {
  1034: 'DISK_SYNC_FAILED',
  1290: 'DISK_SYNC_FAILED',
  // The index of the log cannot grow: SQLite does not say that this is for want of room, which is the only usual reason.
  4874: 'DISK_FULL',
};
const primary: Readonly<Record<number, ErrorCode>> = {
  5: 'DATABASE_LOCKED',
  6: 'DATABASE_LOCKED',
  8: 'DATABASE_READ_ONLY',
  10: 'DISK_FAILED',
  11: 'DATABASE_CORRUPT',
  13: 'DISK_FULL',
  14: 'DATABASE_UNOPENABLE',
  19: 'ROW_CONFLICT',
  26: 'DATABASE_CORRUPT',
};

/** Any error of node:sqlite as ours; what SQLite did not say is a bug of ours. */
export function toSqliteError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const { errcode, message } = (thrown ?? {}) as { errcode?: unknown; message?: string };
  if (typeof errcode !== 'number') return toAppError(thrown);
  const code = extended[errcode] ?? primary[errcode & 0xff];
  if (code === undefined) return toAppError(thrown);
  return new AppError(code, undefined, { details: { reason: message, sqliteCode: errcode }, cause: thrown });
}
