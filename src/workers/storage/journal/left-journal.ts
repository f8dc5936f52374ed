import type { Disk } from '../../../core/disk/disk.ts';
import { AppError } from '../../../core/errors.ts';

/**
 * Throws JOURNAL_LEFT when a journal kept for PostgreSQL still holds writes: they were confirmed, and a program that goes
 * on with another database would have lost them.
 */
export function refuseLeftJournal(disk: Disk, path: string): void {
  const waiting = countEntries(disk, path);
  if (waiting > 0) throw new AppError('JOURNAL_LEFT', undefined, { details: { path, waiting } });
}

function countEntries(disk: Disk, path: string): number {
  if (path === '') return 0;
  let journal: ReturnType<Disk['open']>;
  try {
    journal = disk.open(path, { readOnly: true });
  } catch (error) {
    // The usual case: there never was one.
    if (error instanceof AppError && error.code === 'DATABASE_UNOPENABLE') return 0;
    throw error;
  }
  try {
    return Number(journal.prepare('select count(*) as count from entries').all([])[0]?.['count'] ?? 0);
  } finally {
    journal.close();
  }
}
