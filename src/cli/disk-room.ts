// The room on the disk of the data folder.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../core/errors.ts';
import { freeBytes } from '../workers/storage/backup/durable-files.ts';
import { toSize } from './figures.ts';

/** Enough for the lock, the index of the database's log and the first lines of the log. */
const START_BYTES = 1_000_000;

/** The folder itself, or the one above it where it would be made. */
export function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

/** DISK_FULL before anything runs that could only fail for it, one part after the other. */
export function refuseFullDisk(dataDir: string, free = freeBytes(nearestExisting(dataDir))): void {
  if (free >= START_BYTES) return;
  const message = `The disk of the data folder ${dataDir} is full: ${toSize(free)} are free, a start needs ${toSize(START_BYTES)}.`;
  const advice = 'Free room there, or name another folder with `--data`; then start again.';
  throw new AppError('DISK_FULL', message, { details: { free, needed: START_BYTES, advice } });
}
