// The signer as the program has it: by way of the guard, armed from the passphrase file or by a person.
import { AppError, toAppError } from '../../core/errors.ts';
import type { SignerCalls, SignerStatus } from '../../signer/signer-calls.ts';
import type { ToldState } from '../../workers/signer/contract.ts';

export type SignerDoorOptions = {
  /** Undefined without a guard: no signer runs then. */
  readonly calls: SignerCalls | undefined;
  hasKeystore(): boolean;
  /** Throws KEYSTORE_MISSING, KEYSTORE_UNUSABLE. */
  loadKeystore(): Buffer;
  /** Of the keystore as it is on disk; asked at each look at an armed signer. Throws as `loadKeystore` does. */
  sealOnDisk(): string;
  /** Of the file; undefined where none is configured. Throws PASSPHRASE_FILE_UNUSABLE. */
  loadPassphrase(): Buffer | undefined;
  /** Has the guard start the process, which it does once. */
  want(): void;
  /** It died too often and stays down. */
  hasFailed(): boolean;
};

export type SignerDoor = {
  state(): Promise<ToldState>;
  /** Wipes the passphrase. Rejects with SIGNER_REFUSED, SIGNER_AWAY, KEYSTORE_MISSING. */
  arm(passphrase: Buffer): Promise<void>;
  /** Arms it from the passphrase file, where there is one and it is not armed, or has an older keystore; true when it now is. */
  armByFile(isNewer?: boolean): Promise<boolean>;
  /** What it can be asked once it is armed. Rejects with SIGNER_AWAY where there is none. */
  asked(): Pick<SignerCalls, 'sign' | 'withdraw' | 'unlockWithdrawals' | 'lock'>;
};

export function createSignerDoor(options: SignerDoorOptions): SignerDoor {
  const { calls, hasKeystore, loadKeystore, sealOnDisk, loadPassphrase, want, hasFailed } = options;
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
      if (!hasKeystore())
        return toState('none', 'No keystore, so it does not run: `./zapflow signer init` makes one.');
      if (!calls)
        return toState('away', 'Not here: the program was started without its guard, which runs the signer.');
      if (hasFailed())
        return toState(
          'away',
          'It died too often and stays down: look into why, then stop and start Zapflow.',
        );
      want();
      try {
        return describe(await calls.status(), sealOnDisk);
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
    asked() {
      if (!calls) throw new AppError('SIGNER_AWAY');
      return calls;
    },
  };
}

function describe(status: SignerStatus, sealOnDisk: () => string): ToldState {
  const { isLoaded, keys = [], unlockedForMs, lockedOutForMs, limits, seal, lately } = status;
  const known = { lately: lately ?? null };
  if (!isLoaded)
    return {
      ...toState(
        'waiting',
        'Not armed: run `./zapflow signer arm`, or enter its passphrase on the dashboard, or name a file that holds it.',
      ),
      ...known,
    };
  const isOutdated = seal !== undefined && seal !== sealOnDisk();
  const armed = keys.length === 1 ? 'Armed with 1 key.' : `Armed with ${keys.length} keys.`;
  const newer = ' The keystore was changed since: the change holds once its passphrase is entered again.';
  return {
    ...toState('armed', isOutdated ? armed + newer : armed),
    ...known,
    keys,
    unlockedForMs: Math.ceil(unlockedForMs),
    lockedOutForMs: Math.ceil(lockedOutForMs),
    isOutdated,
    limits: (limits ?? null) as ToldState['limits'],
  };
}

function toState(state: ToldState['state'], says: string): ToldState {
  const nothing = { unlockedForMs: 0, lockedOutForMs: 0, isOutdated: false, limits: null, lately: null };
  return { state, says, keys: [], ...nothing };
}
