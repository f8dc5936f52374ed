// Backups that only a passphrase opens, as commands make and open them. What is not encrypted lies in the data folder, beside
// the database it is of, for as long as it is needed; the passphrase never leaves the process of the command.
import { join } from 'node:path';
import { identifyProcess } from '../core/process-identity.ts';
import { systemRandom } from '../core/random.ts';
import { toDatabasePath, toJournalPath } from '../program/worker-settings.ts';
import { noteBackup } from '../workers/storage/backup/backup-book.ts';
import {
  createPrivateFile,
  fileNames,
  fileStat,
  moveInPlace,
  removeFile,
} from '../workers/storage/backup/durable-files.ts';
import { decryptFile, encryptFile, isEncrypted } from '../workers/storage/backup/encrypted-file.ts';
import { refuseLiveTarget } from '../workers/storage/backup/refuse-live-target.ts';
import { toRestoreError } from '../workers/storage/backup/restore-file.ts';
import { discardCopy } from '../workers/storage/backup/sealed-copy.ts';
import { refuseExisting, toBackupError, toPartial } from '../workers/storage/backup/write-backup.ts';
import type { BackupReport } from '../workers/storage/operations/operation-calls.ts';

export type EncryptedTarget = {
  readonly file: string;
  readonly isForced: boolean;
  readonly dataDir: string;
  readonly passphrase: Buffer;
  readonly signal: AbortSignal;
};

/** Where a backup lies before it is encrypted. */
export function toStaged(dataDir: string): string {
  return join(dataDir, `backup-${process.pid}.staged`);
}

/** `makePlain` writes the backup to the file it is given. Nothing is left after an error or an abort. */
export async function makeEncrypted(
  { file, isForced, dataDir, passphrase, signal }: EncryptedTarget,
  makePlain: (staged: string) => Promise<BackupReport>,
): Promise<BackupReport> {
  refuseLiveTarget({ engine: 'sqlite', path: toDatabasePath(dataDir) }, file);
  refuseLiveTarget({ engine: 'postgres', url: '', journalPath: toJournalPath(dataDir) }, file);
  refuseExisting(file, isForced);
  removeAbandoned(dataDir);
  const [staged, partial] = [toStaged(dataDir), toPartial(file)];
  let stagedBytes: number | undefined;
  try {
    // Before the long work, so that a folder that cannot be written is told at once.
    createPrivateFile(partial);
    const made = await makePlain(staged);
    stagedBytes = made.bytes;
    await encryptFile(staged, partial, { passphrase, random: systemRandom }, signal);
    moveInPlace(partial, file);
    const { engine, madeAtMs, schemaVersion } = made;
    const { bytes } = fileStat(file) ?? { bytes: 0 };
    const isNoted = noteBackup(dataDir, { file, madeAtMs, bytes, schemaVersion, reason: 'asked', engine });
    return { ...made, file, bytes, isNoted };
  } catch (error) {
    throw toBackupError(error, file, stagedBytes);
  } finally {
    removeFile(partial);
    discardCopy(staged);
    discardCopy(toPartial(staged));
  }
}

/** What a command that was killed left behind. */
function removeAbandoned(dataDir: string): void {
  for (const name of fileNames(dataDir)) {
    const pid = /^backup-(\d+)\.staged/.exec(name)?.[1];
    if (pid !== undefined && !identifyProcess(Number(pid))) removeFile(join(dataDir, name));
  }
}

type Opening = {
  readonly dataDir: string;
  readonly signal: AbortSignal;
  readonly askPassphrase: () => Promise<Buffer>;
};

/** Hands on a file that can be read as a database: the backup itself, or what its passphrase opened, which is gone afterwards. Nobody else may use the data folder meanwhile. */
export async function withOpened<T>(
  backup: string,
  { dataDir, signal, askPassphrase }: Opening,
  use: (file: string) => Promise<T>,
): Promise<T> {
  const opened = join(dataDir, 'restore.opened');
  discardCopy(opened);
  if (!isEncrypted(backup)) return use(backup);
  const passphrase = await askPassphrase();
  try {
    createPrivateFile(opened);
    await decryptFile(backup, opened, passphrase, signal).catch((error: unknown) => {
      throw toRestoreError(error, backup, opened);
    });
    return await use(opened);
  } finally {
    passphrase.fill(0);
    discardCopy(opened);
  }
}
