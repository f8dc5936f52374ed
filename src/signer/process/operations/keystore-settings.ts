import {
  createKeystore,
  factsOf,
  generateSecondFactor,
  hashRecovery,
  sealKeystore,
  wipeKeystore,
} from '../keystore.ts';
import { checkNewPassphrase } from '../passphrase-guard.ts';
import { checkUnlockedFor, readLimits, rewrite } from '../rewrite.ts';
import { type Operation, partOf } from '../state.ts';

/** A keystore without keys. Gives its bytes, and the second factor to show once: authenticator secret and recovery code. */
export const create = {
  takes: ['passphrase'],
  run(request, _, { derive }) {
    const passphrase = partOf(request, 0);
    checkNewPassphrase(passphrase);
    const limits = readLimits(request.fields['limits']);
    const { totpSecret, recoveryCode } = generateSecondFactor();
    const shown = Buffer.alloc(totpSecret.length);
    totpSecret.copy(shown);
    const keystore = createKeystore(limits, { totpSecret, recoveryCode });
    const sealed = sealKeystore(keystore, passphrase, derive);
    wipeKeystore(keystore);
    return { facts: factsOf(keystore), parts: [sealed, shown, recoveryCode] };
  },
} as const satisfies Operation;

export const changePassphrase = {
  takes: ['keystore', 'passphrase', 'newPassphrase'],
  run(request, state, doors) {
    const newPassphrase = partOf(request, 2);
    checkNewPassphrase(newPassphrase);
    const [file, passphrase] = [partOf(request, 0), partOf(request, 1)];
    return rewrite({ file, passphrase, newPassphrase, change: () => ({}) }, state, doors);
  },
} as const satisfies Operation;

export const changeLimits = {
  takes: ['keystore', 'passphrase'],
  run(request, state, doors) {
    const limits = readLimits(request.fields['limits']);
    return rewrite(
      {
        file: partOf(request, 0),
        passphrase: partOf(request, 1),
        change(keystore) {
          checkUnlockedFor(keystore, state, doors.monotonicMs());
          return { limits };
        },
      },
      state,
      doors,
    );
  },
} as const satisfies Operation;

/** A new authenticator and recovery code, by the recovery code, or by none while unlocked. */
export const replaceSecondFactor = {
  takes: ['keystore', 'passphrase', 'recoveryCode'],
  run(request, state, doors) {
    const recovery = partOf(request, 2);
    const { totpSecret, recoveryCode } = generateSecondFactor();
    const shown = Buffer.alloc(totpSecret.length);
    totpSecret.copy(shown);
    const { facts, parts } = rewrite(
      {
        file: partOf(request, 0),
        passphrase: partOf(request, 1),
        change(keystore) {
          if (recovery.length === 0) checkUnlockedFor(keystore, state, doors.monotonicMs());
          else state.secondFactor.checkRecovery(keystore, recovery, doors.monotonicMs());
          return { totpSecret, recoveryHash: hashRecovery(recoveryCode) };
        },
      },
      state,
      doors,
    );
    return { ...(facts ? { facts } : {}), parts: [...(parts ?? []), shown, recoveryCode] };
  },
} as const satisfies Operation;
