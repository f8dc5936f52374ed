import { resolve } from 'node:path';
import { knownBackups } from './backup-book.ts';

/** The command that puts the newest usable backup back, for whoever stands before a database that cannot be used. */
export function restoreAdvice(dataDir: string, maxSchemaVersion: number): string {
  const [newest] = knownBackups(dataDir).filter(({ schemaVersion }) => schemaVersion <= maxSchemaVersion);
  const into = `--data ${quote(resolve(dataDir))}`;
  if (newest === undefined)
    return `No backup is known here. With one from elsewhere: ./zapflow restore FILE ${into} (what is there now is kept).`;
  const madeAt = new Date(newest.madeAtMs).toISOString();
  return `The newest backup known was made at ${madeAt}. Put back, everything written after that is missing: ./zapflow restore ${quote(newest.file)} ${into} (what is there now is kept).`;
}

function quote(path: string): string {
  return /^[\w./:@%+=-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
