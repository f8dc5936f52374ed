import { errorTable } from '../error-table.ts';
import { AppError, toAppError } from '../errors.ts';
import type { CompiledCall } from './compiled.ts';

/** What the caller of a done call is told when its reply cannot reach it: trying again must not do it twice. */
export function lostReply(service: string, declared: CompiledCall, cause: unknown): AppError {
  const { code, details } = toAppError(cause);
  const lost = declared.idempotent ? 'REPLY_INVALID' : 'REPLY_LOST';
  const message = `${service}.${declared.name}: ${errorTable[lost].message}`;
  return new AppError(lost, message, { details: { ...details, cause: code }, cause });
}
