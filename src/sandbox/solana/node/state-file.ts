// The state of a chain on the disk: written beside and then put in place, so that it is whole or the one before.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { AppError } from '../../../core/errors.ts';
import { type ChainState, parseState } from './state.ts';

export async function saveStateFile(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.new`;
  await writeFile(beside, bytes);
  await rename(beside, path);
}

/** Undefined where there is none. Throws SANDBOX_STATE_UNREADABLE. */
export async function loadStateFile(path: string): Promise<ChainState | undefined> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new AppError('SANDBOX_STATE_UNREADABLE', undefined, { details: { path }, cause: error });
  });
  return bytes && parseState(bytes);
}
