// Puts a backup in the place of the database file. From the moment the copy is whole and named, whoever comes next
// finishes: a crash leaves the old database or the new one.
import { dirname } from 'node:path';
import { copyInSteps } from '../../../core/disk/copy-in-steps.ts';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { AppError } from '../../../core/errors.ts';
import { createPrivateFile, fileStat, makePrivate, moveInPlace, removeFile } from './durable-files.ts';
import { readMadeAt } from './inspect-backup.ts';
import { discardCopy, sealCopy } from './sealed-copy.ts';
import { toRestoreMarks } from './settle-restore.ts';
import { toStamp } from './stamp.ts';
import { tellRoom } from './tell-room.ts';

const SIDE_FILES = ['-wal', '-shm'] as const;

export type RestoreOptions = {
  readonly signal?: AbortSignal;
  /** Whether the API tokens of the backup open again; those revoked since it was made too. */
  readonly keepsTokens?: boolean;
};

/**
 * Returns where the present database is kept, undefined when there was none. The program must not run. After an error, or
 * an abort of the signal, whose reason is thrown, everything is as it was.
 */
export async function restoreFile(
  backup: string,
  path: string,
  nowMs: number,
  { signal, keepsTokens = false }: RestoreOptions = {},
): Promise<string | undefined> {
  finishRestore(path);
  const partial = `${path}.restoring.partial`;
  try {
    createPrivateFile(partial);
    await copyInSteps(backup, partial, signal);
    const madeAtMs = madeAtOf(partial);
    sealCopy(partial, () => toRestoreMarks(nowMs, keepsTokens, madeAtMs));
    foldLog(path);
    moveInPlace(partial, toReady(path));
  } catch (error) {
    discardCopy(partial);
    throw toRestoreError(error, backup, path);
  }
  return finishRestore(path);
}

/** Ends a restore that a crash interrupted; does nothing otherwise. Returns where the database before it is kept. */
export function finishRestore(path: string): string | undefined {
  const ready = toReady(path);
  const found = fileStat(ready);
  if (found === undefined) return undefined;
  // The same name after a crash, so that the parts of the old database stay together.
  const kept = `${path}.before-restore-${toStamp(found.changedMs)}`;
  for (const suffix of ['', ...SIDE_FILES])
    if (fileStat(path + suffix)) {
      makePrivate(path + suffix);
      moveInPlace(path + suffix, kept + suffix);
    }
  moveInPlace(ready, path);
  return fileStat(kept) && kept;
}

/** A full disk in our words; any other error as it is. */
export function toRestoreError(error: unknown, backup: string, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOSPC' && code !== 'DISK_FULL') return error;
  const room = tellRoom(dirname(path), fileStat(backup)?.bytes);
  return new AppError('DISK_FULL', `The disk is full; ${room}. Nothing was changed.`, {
    details: { advice: 'Free room there, then restore again.' },
    cause: error,
  });
}

function madeAtOf(path: string): number | null {
  const database = nodeDisk.open(path, { readOnly: true });
  try {
    return readMadeAt(database);
  } finally {
    database.close();
  }
}

function toReady(path: string): string {
  return `${path}.restoring`;
}

/** Moves what is in the log into the old file; one that is too damaged for that is kept together with its log. */
function foldLog(path: string): void {
  if (!fileStat(path)) return;
  try {
    const database = nodeDisk.open(path);
    try {
      database.exec('pragma wal_checkpoint(truncate)');
    } finally {
      database.close();
    }
  } catch {
    removeFile(`${path}-shm`);
  }
}
