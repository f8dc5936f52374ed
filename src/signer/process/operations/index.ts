import type { Operation } from '../state.ts';
import { lock, unlockWithdrawals, wipe } from './arming.ts';
import { exportKey } from './export-key.ts';
import { generateKey, importKey, removeKey } from './keystore-keys.ts';
import { changeLimits, changePassphrase, create, replaceSecondFactor } from './keystore-settings.ts';
import { load } from './load.ts';
import { overwrite } from './overwrite.ts';
import { sign, withdraw } from './sign.ts';
import { status } from './status.ts';

/** Everything the signer can be asked. Whatever is not in this list is refused. */
export const operations = {
  status,
  load,
  sign,
  withdraw,
  unlockWithdrawals,
  lock,
  wipe,
  overwrite,
  exportKey,
  create,
  generateKey,
  importKey,
  removeKey,
  changePassphrase,
  changeLimits,
  replaceSecondFactor,
} as const satisfies Record<string, Operation>;

export type Kind = keyof typeof operations;
