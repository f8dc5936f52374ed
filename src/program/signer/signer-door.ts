// The signer as the program has it: by way of the guard, armed from the passphrase file or by a person.
import { AppError, toAppError } from '../../core/errors.ts';
import type { SignerCalls, SignerStatus } from '../../signer/signer-calls.ts';
import type { SignerState } from '../../workers/signer/contract.ts';

export type SignerDoorOptions = {
  /** Undefined without a guard: no signer runs then. */
  readonly calls: SignerCalls | undefined;
  hasKeystore(): boolean;
  /** Throws KEYSTORE_MISSING, KEYSTORE_UNUSABLE. */
  loadKeystore(): Buffer;
  /** Of the file; undefined where none is configured. Throws PASSPHRASE_FILE_UNUSABLE. */
  loadPassphrase(): Buffer | undefined;
  /** Has the guard start the process, which it does once. */
  want(): void;
  /** It died too often and stays down. */
  hasFailed(): boolean;
};

export type SignerDoor = {
  state(): Promise<SignerState>;
  /** Wipes the passphrase. Rejects with SIGNER_REFUSED, SIGNER_AWAY, KEYSTORE_MISSING. */
  arm(passphrase: Buffer): Promise<void>;
  /** Arms it from the passphrase file, where there is one and it is not armed, or has an older keystore; true when it now is. */
  armByFile(isNewer?: boolean): Promise<boolean>;
};

export function createSignerDoor(options: SignerDoorOptions): SignerDoor {
  const { calls, hasKeystore, loadKeystore, loadPassphrase, want, hasFailed } = options;
  const arm = async (passphrase: Buffer): Promise<void> => {
    try {
      if (!calls) throw new AppError('SIGNER_AWAY');
      const keystore = loadKeystore();
      want();
      await calls.load(keystore, passphrase);
    } finally {
      passphrase.fill(0);
    }
  };
  return {
    arm,
    async state() {
      if (!hasKeystore()) return toState('none', 'No keystore: `zapflow signer init` makes one.');
      if (!calls)
        return toState('away', 'Not here: the program was started without its guard, which runs the signer.');
      if (hasFailed())
        return toState(
          'away',
          'It died too often and stays down: look into why, then stop and start Zapflow.',
        );
      want();
      try {
        return describe(await calls.status());
      } catch (error) {
        return toState('away', `It does not answer (${toAppError(error).code}).`);
      }
    },
    async armByFile(isNewer = false) {
      if (!calls || !hasKeystore()) return false;
      want();
      const { isLoaded } = await calls.status();
      if (isLoaded && !isNewer) return true;
      const passphrase = loadPassphrase();
      if (!passphrase) return isLoaded;
      await arm(passphrase);
      return true;
    },
  };
}

function describe({ isLoaded, keys = [], unlockedForMs }: SignerStatus): SignerState {
  if (!isLoaded)
    return toState(
      'waiting',
      'It waits for its passphrase: enter it on the dashboard, or name a passphrase file.',
    );
  const says = keys.length === 1 ? 'Armed with 1 key.' : `Armed with ${keys.length} keys.`;
  return { state: 'armed', says, keys, unlockedForMs: Math.ceil(unlockedForMs) };
}

function toState(state: SignerState['state'], says: string): SignerState {
  return { state, says, keys: [], unlockedForMs: 0 };
}
