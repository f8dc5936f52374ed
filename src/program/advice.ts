import { errorTable } from '../core/error-table.ts';
import type { AppError } from '../core/errors.ts';
import { restoreAdvice } from '../workers/storage/backup/restore-advice.ts';
import { SCHEMA_VERSION } from '../workers/storage/migrations/migrate.ts';

/** What to do about an error; where a backup mends it, with the exact command. */
export function toAdvice({ code }: AppError, dataDir: string): string {
  const needsBackup = code === 'DATABASE_CORRUPT' || code === 'DATABASE_LOST' || code === 'SCHEMA_NEWER';
  return needsBackup
    ? `${errorTable[code].fix}\n${restoreAdvice(dataDir, SCHEMA_VERSION)}`
    : errorTable[code].fix;
}
