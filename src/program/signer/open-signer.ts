// Puts the signer's door onto the guard's pipe, the data folder and the configuration.
import type { Config } from '../../config/resolve.ts';
import { systemClock } from '../../core/clock.ts';
import { toAppError } from '../../core/errors.ts';
import type { Log } from '../../core/log/log.ts';
import { createSignerClient } from '../../signer/client.ts';
import { loadPassphraseFile, PASSPHRASE_FILE } from '../../signer/passphrase.ts';
import { createSignerCalls } from '../../signer/signer-calls.ts';
import type { GuardLink } from '../guard/guard-link.ts';
import { hasKeystore, loadKeystore, watchSeal } from './keystore-file.ts';
import { createSignerDoor, type SignerDoor } from './signer-door.ts';

/** `want` has the guard start the signer. */
export function openSigner(
  { dataDir, signer: { passphraseFile } }: Config,
  guard: GuardLink | undefined,
  want: () => void,
): SignerDoor {
  const client = guard && createSignerClient(guard.signerPipes, { clock: systemClock });
  const env = { ...process.env, [PASSPHRASE_FILE]: passphraseFile };
  return createSignerDoor({
    calls: client && createSignerCalls(client),
    hasKeystore: () => hasKeystore(dataDir),
    loadKeystore: () => loadKeystore(dataDir),
    sealOnDisk: watchSeal(dataDir),
    loadPassphrase: () => loadPassphraseFile(env, process.getuid?.() ?? -1),
    want,
    hasFailed: () => guard?.companions.signer?.state === 'failed',
  });
}

/** At each new life of the signer: arms it where a file says how, and tells where it does not. */
export async function armAtStart(door: SignerDoor, log: Log): Promise<void> {
  try {
    if (await door.armByFile()) return log.info('the signer is armed');
    const { state, says } = await door.state();
    if (state === 'waiting') log.warn(`the signer is not armed: ${says}`);
  } catch (error) {
    log.error('the signer could not be armed', { err: toAppError(error) });
  }
}
