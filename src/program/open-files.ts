// How many files and sockets this process may have open at once.
import { readFileSync } from 'node:fs';

/** Undefined where the system does not say (only Linux does) or sets no limit. */
export function readOpenFilesLimit(path = '/proc/self/limits'): number | undefined {
  try {
    const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync(path, 'utf8')) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}
