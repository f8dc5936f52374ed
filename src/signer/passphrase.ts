// Where the passphrase comes from. Here it is a Buffer from the first byte on and never a string, which nobody could wipe; a
// passphrase that comes over the control socket or from the dashboard was text of JSON before.
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../core/errors.ts';

const MAX_BYTES = 1024;
export const PASSPHRASE_FILE = 'ZAPFLOW_SIGNER_PASSPHRASE_FILE';

type Environment = Readonly<Record<string, string | undefined>>;

/** The content of the file that the environment names, without its line end, or nothing when it names none. Wipe it. Throws PASSPHRASE_FILE_UNUSABLE. */
export function loadPassphraseFile(env: Environment, uid: number): Buffer | undefined {
  const path = env[PASSPHRASE_FILE];
  if (path === undefined || path === '') return undefined;
  const isCredential = dirname(path) === env['CREDENTIALS_DIRECTORY'];
  const file = openFile(path);
  try {
    const problem = problemOf(fstatSync(file), uid, isCredential);
    if (problem !== undefined) throw unusable(path, problem);
    const bytes = Buffer.alloc(MAX_BYTES);
    const passphrase = takePassphrase(bytes.subarray(0, readSync(file, bytes)));
    if (passphrase.length === 0) throw unusable(path, 'it is empty');
    return passphrase;
  } finally {
    closeSync(file);
  }
}

function openFile(path: string): number {
  try {
    // without waiting for the writer of a pipe that was named by mistake
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw unusable(path, `it cannot be opened (${(cause as NodeJS.ErrnoException).code})`);
  }
}

/** What makes a file unfit to hold a secret. */
export function problemOf(stats: Stats, uid: number, isCredential: boolean): string | undefined {
  if (!stats.isFile()) return 'it is no regular file';
  if (stats.size > MAX_BYTES) return `it is larger than ${MAX_BYTES} bytes`;
  // systemd leaves its credentials to root and lets the user in by an access list, which shows as a right of the group
  const isOfSystem = isCredential && stats.uid === 0;
  if (stats.uid !== uid && !isOfSystem) return 'it belongs to another user';
  const foreign = stats.mode & (isOfSystem ? 0o037 : 0o077);
  return foreign === 0 ? undefined : `others have rights to it (mode ${(stats.mode & 0o777).toString(8)})`;
}

function unusable(path: string, why: string): AppError {
  return new AppError('PASSPHRASE_FILE_UNUSABLE', `The passphrase file ${path} cannot be used: ${why}.`, {
    details: { path, why },
  });
}

/** What somebody handed over once, as the dashboard does, without a line end. Wipes what it is given. */
export function takePassphrase(given: Buffer): Buffer {
  let length = given.length;
  if (given[length - 1] === 0x0a) length -= 1;
  if (given[length - 1] === 0x0d) length -= 1;
  const passphrase = Buffer.alloc(length);
  given.copy(passphrase, 0, 0, length);
  given.fill(0);
  return passphrase;
}
