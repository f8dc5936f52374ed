import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { fileStat } from '../backup/durable-files.ts';
import type { DatabaseSource } from './database-source.ts';

/** Writes that wait in the local journal, and so are not in the database. */
export function countJournaled(source: DatabaseSource): number {
  if (source.engine === 'sqlite' || !fileStat(source.journalPath)?.bytes) return 0;
  const journal = nodeDisk.open(source.journalPath, { readOnly: true });
  try {
    const [row] = journal.prepare('select count(*) as count from entries').all([]);
    return Number(row?.['count'] ?? 0);
  } finally {
    journal.close();
  }
}
