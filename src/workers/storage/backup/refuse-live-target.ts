// A backup must not be written over what it is made of, whatever name leads there.
import { basename, dirname } from 'node:path';
import { AppError } from '../../../core/errors.ts';
import type { DatabaseSource } from '../operations/database-source.ts';
import { fileIdentity } from './durable-files.ts';

/** Beside a file of SQLite; the last one would be taken for a restore that a crash interrupted. */
const SUFFIXES = ['', '-wal', '-shm', '-journal', '.restoring'] as const;

/** BACKUP_ONTO_DATABASE when `file` is the database, the journal, or what belongs to them, there at present or not. */
export function refuseLiveTarget(source: DatabaseSource, file: string): void {
  const live = source.engine === 'sqlite' ? source.path : source.journalPath;
  if (live === '') return;
  for (const suffix of SUFFIXES)
    if (isSame(live + suffix, file))
      throw new AppError('BACKUP_ONTO_DATABASE', undefined, { details: { file } });
}

function isSame(a: string, b: string): boolean {
  const found = fileIdentity(a);
  if (found !== undefined && found === fileIdentity(b)) return true;
  const folder = fileIdentity(dirname(a));
  return folder !== undefined && folder === fileIdentity(dirname(b)) && basename(a) === basename(b);
}
