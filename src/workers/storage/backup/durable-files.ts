// Files that are whole or absent: private from the first byte, synced with their folder, put in place by one rename.
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

export const PRIVATE_MODE = 0o600;

/** Empty and for its owner only; what an earlier try left there is removed. */
export function createPrivateFile(path: string): void {
  removeFile(path);
  closeSync(openSync(path, 'wx', PRIVATE_MODE));
}

export function isReadableFile(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export function makePrivate(path: string): void {
  if (existsSync(path)) chmodSync(path, PRIVATE_MODE);
}

/** After this its content survives a power cut; its name does when its folder is synced too. */
export function sync(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** One rename, so that a crash leaves the one or the other; survives a power cut. */
export function moveInPlace(from: string, to: string): void {
  renameSync(from, to);
  sync(dirname(to));
}

export function removeFile(path: string): void {
  rmSync(path, { force: true });
}

export function writeInPlace(path: string, text: string): void {
  const partial = `${path}.partial`;
  removeFile(partial);
  writeFileSync(partial, text, { mode: PRIVATE_MODE });
  sync(partial);
  moveInPlace(partial, path);
}

/** Undefined where there is no such file. */
export function readText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Fewer bytes where the file is shorter; none where it cannot be read. */
export function readBeginning(path: string, bytes: number): Buffer {
  if (!isReadableFile(path)) return Buffer.alloc(0);
  const fd = openSync(path, 'r');
  try {
    const beginning = Buffer.alloc(bytes);
    return beginning.subarray(0, readSync(fd, beginning));
  } finally {
    closeSync(fd);
  }
}

/** The names in a folder; none where there is no such folder. */
export function fileNames(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** The same for every name of a file or folder; undefined where there is none. */
export function fileIdentity(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

/** Undefined where there is no such file. */
export function fileStat(path: string): { readonly bytes: number; readonly changedMs: number } | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && { bytes: found.size, changedMs: found.mtimeMs };
}

/** What a user may still write on the disk of the folder; 0 where that cannot be asked. */
export function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
