// Tells commands which guard watches over a data folder, also while it waits to start the program again.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identifyProcess, isSameProcess, type ProcessIdentity } from '../../core/process-identity.ts';

/** Says that the process has the folder; the words of a dead one count for nothing. */
export function writeGuardFile(dataDir: string, pid: number): void {
  const identity = identifyProcess(pid);
  if (identity === undefined) return;
  try {
    writeFileSync(toPath(dataDir), JSON.stringify(identity), { mode: 0o600 });
  } catch {
    // on a full disk `stop` still reaches the program itself
  }
}

export function removeGuardFile(dataDir: string): void {
  rmSync(toPath(dataDir), { force: true });
}

/** The living guard of the folder. */
export function readGuard(dataDir: string): ProcessIdentity | undefined {
  try {
    const content = JSON.parse(readFileSync(toPath(dataDir), 'utf8')) as ProcessIdentity;
    return isSameProcess(content, identifyProcess(content.pid)) ? content : undefined;
  } catch {
    return undefined;
  }
}

function toPath(dataDir: string): string {
  return join(dataDir, 'guard');
}
