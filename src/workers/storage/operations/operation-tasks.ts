// What storage has done on a thread of its own, so that the writer goes on meanwhile.
import { type BackupRequest, writeBackup } from '../backup/write-backup.ts';
import { checkFile } from './check-database.ts';
import type { DatabaseSource } from './database-source.ts';
import { readDatabaseStatus } from './database-status.ts';
import type { BackupReport, DatabaseStatus } from './operation-calls.ts';
import { vacuumServer } from './vacuum-database.ts';

export function backup(request: BackupRequest): Promise<BackupReport> {
  return writeBackup(request);
}

export function status(source: DatabaseSource): Promise<DatabaseStatus> {
  return readDatabaseStatus(source);
}

export function check(path: string): Promise<void> {
  return checkFile(path);
}

export function vacuum(url: string): Promise<void> {
  return vacuumServer(url);
}
