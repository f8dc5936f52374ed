// What backups there are, kept outside the database, so that it is known when the database cannot be read.
import { join } from 'node:path';
import { z } from 'zod';
import { fileStat, readText, writeInPlace } from './durable-files.ts';

const entry = z.object({
  file: z.string(),
  madeAtMs: z.int(),
  bytes: z.int(),
  schemaVersion: z.int(),
  reason: z.enum(['asked', 'migration', 'restore']),
  /** Of what it was made; an encrypted file does not tell. Books of older programs lack it. */
  engine: z.enum(['sqlite', 'postgres']).optional(),
});

export type KnownBackup = z.output<typeof entry>;

const MAX_ENTRIES = 100;

function toPath(dataDir: string): string {
  return join(dataDir, 'backups.json');
}

/** Newest first; only those whose file is still where it was written. */
export function knownBackups(dataDir: string): KnownBackup[] {
  return readEntries(dataDir)
    .filter(({ file }) => fileStat(file) !== undefined)
    .sort((a, b) => b.madeAtMs - a.madeAtMs);
}

/** False where it cannot be written down: the backup is as good without. */
export function noteBackup(dataDir: string, made: KnownBackup): boolean {
  const others = readEntries(dataDir).filter(({ file }) => file !== made.file);
  try {
    writeInPlace(toPath(dataDir), `${JSON.stringify([...others, made].slice(-MAX_ENTRIES), null, 2)}\n`);
    return true;
  } catch {
    return false;
  }
}

/** A book that a broken disk left without sense is an empty one: it only helps to find files. */
function readEntries(dataDir: string): KnownBackup[] {
  try {
    return z.array(entry).parse(JSON.parse(readText(toPath(dataDir)) ?? '[]'));
  } catch {
    return [];
  }
}
