import type { Disk } from '../../../core/disk/disk.ts';
import { AppError } from '../../../core/errors.ts';
import { countEntries } from './count-entries.ts';

/**
 * Throws JOURNAL_LEFT when a journal kept for PostgreSQL still holds writes: they were confirmed, and a program that goes
 * on with another database would have lost them.
 */
export function refuseLeftJournal(disk: Disk, path: string): void {
  const waiting = countEntries(disk, path);
  if (waiting > 0) throw new AppError('JOURNAL_LEFT', undefined, { details: { path, waiting } });
}
