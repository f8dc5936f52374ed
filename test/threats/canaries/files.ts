// What lies in folders: those of a test, and all that the program wrote.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Place } from './search.ts';

/** Every file, of whatever kind, below the folder as it lies there now. */
export function filesOf(folder: string): Place[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: `the file ${path.slice(folder.length + 1)}`, bytes: readFileSync(path) }));
}

/** Folders of a test, outside of which nothing is written, and the secrets as files that only their owner reads. */
export function prepareFolders(t: TestContext) {
  const root = mkdtempSync(join(tmpdir(), 'zapflow-canaries-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const folder = (name: string) => {
    const path = join(root, name);
    mkdirSync(path);
    return path;
  };
  const secrets = folder('secrets');
  const secretFile = (name: string, text: string | Buffer) => {
    const path = join(secrets, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  return { dataDir: folder('data'), snapshots: folder('snapshots'), outside: folder('outside'), secretFile };
}
