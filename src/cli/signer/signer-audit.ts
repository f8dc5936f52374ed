import type { KeystoreWork } from '../../program/signer/signer-commands.ts';
import type { CommandIo } from '../command.ts';
import { isNotRunning, withProgram } from '../running-program.ts';

/**
 * Has the running program enter into its audit what is about to be done with the keystore; rejects where it cannot, and then it
 * is not to be done. Without a program nothing is entered, which is said. `keyId` is the address of a key.
 */
export async function noteWork(
  dataDir: string,
  io: CommandIo,
  work: KeystoreWork,
  keyId?: string,
): Promise<void> {
  const entry = { work, ...(keyId === undefined ? {} : { keyId }) };
  try {
    await withProgram(dataDir, io, (client) => client.request('signerWork', entry));
  } catch (error) {
    if (!isNotRunning(error)) throw error;
    io.err('Zapflow does not run, so its audit does not tell of this.\n');
  }
}
