// What is wrong with the journal has names of its own: what mends the database would not mend it.
import type { ErrorCode } from '../../../core/error-table.ts';
import { AppError } from '../../../core/errors.ts';

const codes: Readonly<Partial<Record<ErrorCode, ErrorCode>>> = {
  DATABASE_CORRUPT: 'JOURNAL_CORRUPT',
  DATABASE_UNOPENABLE: 'JOURNAL_UNOPENABLE',
  DATABASE_LOCKED: 'JOURNAL_UNWRITABLE',
  DATABASE_READ_ONLY: 'JOURNAL_UNWRITABLE',
  DISK_FULL: 'JOURNAL_UNWRITABLE',
  DISK_FAILED: 'JOURNAL_UNWRITABLE',
  DISK_SYNC_FAILED: 'JOURNAL_UNTRUSTED',
};

/** Runs an action on the file of the journal and gives the errors of the disk the journal's names. */
export function onJournal<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof AppError ? toJournalError(error) : error;
  }
}

function toJournalError(cause: AppError): AppError {
  const code = codes[cause.code];
  if (!code) return cause;
  const { reason = cause.message } = cause.details;
  const message = `The local journal cannot be used: ${cause.message}`;
  return new AppError(code, code === 'JOURNAL_UNWRITABLE' ? message : undefined, {
    details: { reason },
    cause,
  });
}
