import { knownBackups } from './backup-book.ts';

/** The command that puts the newest usable backup back, for whoever stands before a database that cannot be used. */
export function restoreAdvice(dataDir: string, maxSchemaVersion: number): string {
  const [newest] = knownBackups(dataDir).filter(({ schemaVersion }) => schemaVersion <= maxSchemaVersion);
  if (newest === undefined)
    return 'No backup is known here. With one from elsewhere: ./zapflow restore FILE (the present file is kept beside it).';
  const madeAt = new Date(newest.madeAtMs).toISOString();
  return `The newest backup known was made at ${madeAt}. To put it back: ./zapflow restore ${quote(newest.file)} (the present file is kept beside it).`;
}

function quote(path: string): string {
  return /^[\w./:@%+=-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
