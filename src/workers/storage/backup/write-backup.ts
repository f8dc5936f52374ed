// Makes a backup: one SQLite file, whichever database it comes from.
import { dirname, resolve } from 'node:path';
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
import { tellRoom } from './tell-room.ts';

export type BackupRequest = {
  readonly source: DatabaseSource;
  readonly file: string;
  /** Whether a file that is there may be replaced. */
  readonly isForced: boolean;
  readonly madeAtMs: number;
  readonly reason: KnownBackup['reason'];
  /** Where it is written down that this backup exists. */
  readonly dataDir: string;
  /** Whether it is on its way into another file, and so no backup that anybody should find. */
  readonly isStaged?: boolean | undefined;
};

/**
 * Nothing is under the name of the file before it is whole, checked and on the disk; and nothing is left of it after an
 * error, or an abort of the signal, whose reason is thrown.
 */
export async function writeBackup(request: BackupRequest, signal?: AbortSignal): Promise<BackupReport> {
  const { source, isForced, madeAtMs, reason, dataDir, isStaged = false } = request;
  const file = resolve(request.file);
  refuseLiveTarget(source, file);
  if (source.engine === 'sqlite' && !fileStat(source.path)?.bytes)
    throw new AppError('BACKUP_EMPTY', undefined, { details: { path: source.path } });
  refuseExisting(file, isForced);
  const partial = toPartial(file);
  // Before the copy: what is brought over meanwhile is told too often rather than not.
  const journaled = countJournaled(source);
  try {
    createPrivateFile(partial);
    if (source.engine === 'sqlite') await copyInSteps(source.path, partial, signal);
    else await copyServer(source.url, partial, madeAtMs, signal);
    const { rows, schemaVersion } = sealCopy(partial, (count) => ({
      'backup.made_at': String(madeAtMs),
      'backup.engine': source.engine,
      'backup.program_version': programVersion(),
      'backup.rows': String(count),
    }));
    moveInPlace(partial, file);
    const { bytes } = fileStat(file) ?? { bytes: 0 };
    const { engine } = source;
    const isNoted =
      !isStaged && noteBackup(dataDir, { file, madeAtMs, bytes, schemaVersion, reason, engine });
    return { file, bytes, rows, schemaVersion, engine, madeAtMs, journaled, isNoted };
  } catch (error) {
    discardCopy(partial);
    throw toBackupError(error, file, source.engine === 'sqlite' ? fileStat(source.path)?.bytes : undefined);
  }
}

/** BACKUP_EXISTS for a file that is there and may not be replaced. */
export function refuseExisting(file: string, isForced: boolean): void {
  if (!isForced && fileStat(file)) throw new AppError('BACKUP_EXISTS', undefined, { details: { file } });
}

/** Where a backup is written before it is whole. */
export function toPartial(file: string): string {
  return `${resolve(file)}.partial`;
}

/** What the file system says of the target, in our words. */
export function toBackupError(error: unknown, target: string, neededBytes: number | undefined): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  const file = resolve(target);
  const options = { details: { file }, cause: error };
  if (code === 'ENOSPC' || code === 'DISK_FULL') {
    const room = tellRoom(dirname(file), neededBytes);
    return new AppError(
      'BACKUP_UNWRITABLE',
      `The backup cannot be written: the disk is full; ${room}.`,
      options,
    );
  }
  if (error instanceof AppError || code === undefined) return error;
  return new AppError('BACKUP_UNWRITABLE', `The backup cannot be written: ${message}.`, options);
}
