import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { countEntries } from '../journal/count-entries.ts';
import type { DatabaseSource } from './database-source.ts';

/** Writes that wait in the local journal, and so are not in the database. */
export function countJournaled(source: DatabaseSource): number {
  return source.engine === 'sqlite' ? 0 : countEntries(nodeDisk, source.journalPath);
}
