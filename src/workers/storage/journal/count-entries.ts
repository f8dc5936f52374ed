import type { Disk } from '../../../core/disk/disk.ts';
import { AppError } from '../../../core/errors.ts';
import { onJournal } from './journal-error.ts';

const HAS_TABLE = "select 1 from sqlite_schema where name = 'entries'";

/** Confirmed writes in a journal that nobody has open; 0 where there is none, or one that was hardly begun. */
export function countEntries(disk: Disk, path: string): number {
  if (path === '') return 0;
  let journal: ReturnType<Disk['open']>;
  try {
    journal = onJournal(() => disk.open(path, { readOnly: true }));
  } catch (error) {
    // The usual case: there never was one.
    if (error instanceof AppError && error.code === 'JOURNAL_UNOPENABLE') return 0;
    throw error;
  }
  try {
    return onJournal(() => {
      if (journal.prepare(HAS_TABLE).all([]).length === 0) return 0;
      return Number(journal.prepare('select count(*) as count from entries').all([])[0]?.['count'] ?? 0);
    });
  } finally {
    journal.close();
  }
}
