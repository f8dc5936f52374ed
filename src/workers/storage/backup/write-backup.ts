// Makes a backup: one SQLite file, whichever database it comes from.
import { resolve } from 'node:path';
import { copyInSteps } from '../../../core/disk/copy-in-steps.ts';
import { AppError } from '../../../core/errors.ts';
import { countJournaled } from '../operations/count-journaled.ts';
import type { DatabaseSource } from '../operations/database-source.ts';
import type { BackupReport } from '../operations/operation-calls.ts';
import { type KnownBackup, noteBackup } from './backup-book.ts';
import { copyServer } from './copy-server.ts';
import { createPrivateFile, fileStat, moveInPlace } from './durable-files.ts';
import { programVersion } from './program-version.ts';
import { refuseLiveTarget } from './refuse-live-target.ts';
import { discardCopy, sealCopy } from './sealed-copy.ts';

export type BackupRequest = {
  readonly source: DatabaseSource;
  readonly file: string;
  /** Whether a file that is there may be replaced. */
  readonly isForced: boolean;
  readonly madeAtMs: number;
  readonly reason: KnownBackup['reason'];
  /** Where it is written down that this backup exists. */
  readonly dataDir: string;
};

/** Nothing is under the name of the file before it is whole, checked and on the disk. */
export async function writeBackup(request: BackupRequest): Promise<BackupReport> {
  const { source, isForced, madeAtMs, reason, dataDir } = request;
  const file = resolve(request.file);
  refuseLiveTarget(source, file);
  if (source.engine === 'sqlite' && !fileStat(source.path)?.bytes)
    throw new AppError('BACKUP_EMPTY', undefined, { details: { path: source.path } });
  if (!isForced && fileStat(file)) throw new AppError('BACKUP_EXISTS', undefined, { details: { file } });
  const partial = toPartial(file);
  // Before the copy: what is brought over meanwhile is told too often rather than not.
  const journaled = countJournaled(source);
  try {
    createPrivateFile(partial);
    if (source.engine === 'sqlite') await copyInSteps(source.path, partial);
    else await copyServer(source.url, partial, madeAtMs);
    const { rows, schemaVersion } = sealCopy(partial, (count) => ({
      'backup.made_at': String(madeAtMs),
      'backup.engine': source.engine,
      'backup.program_version': programVersion(),
      'backup.rows': String(count),
    }));
    moveInPlace(partial, file);
    const { bytes } = fileStat(file) ?? { bytes: 0 };
    noteBackup(dataDir, { file, madeAtMs, bytes, schemaVersion, reason });
    return { file, bytes, rows, schemaVersion, engine: source.engine, madeAtMs, journaled };
  } catch (error) {
    discardCopy(partial);
    throw toBackupError(error, file);
  }
}

/** Where a backup is written before it is whole. */
export function toPartial(file: string): string {
  return `${resolve(file)}.partial`;
}

/** What the file system says of the target, in our words; a full disk is one of the database's own errors. */
function toBackupError(error: unknown, file: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof AppError || code === undefined) return error;
  if (code === 'ENOSPC') return new AppError('DISK_FULL', undefined, { details: { file }, cause: error });
  return new AppError('BACKUP_UNWRITABLE', `The backup cannot be written: ${message}.`, {
    details: { file },
    cause: error,
  });
}
