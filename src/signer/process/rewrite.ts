// Changes of a stored keystore. They leave what is loaded as it is: the caller stores the new bytes first and loads them then.
import { factsOf, type Keystore, openKeystore, sealKeystore, wipeKeystore } from './keystore.ts';
import { type Limits, parseLimits, toPlainLimits } from './limits/limits.ts';
import { Refusal } from './reasons.ts';
import { checkUnlocked, type Done, type Doors, loadedKeystore, type State } from './state.ts';

/** So that a keystore with its limits always fits into a frame. */
const MAX_LIMITS_LENGTH = 200_000;

export type Rewrite = {
  readonly file: Buffer;
  readonly passphrase: Buffer;
  readonly newPassphrase?: Buffer;
  /** May throw a refusal. Whatever keys it adds are wiped afterwards, like those that were there. */
  change(keystore: Keystore): Partial<Keystore>;
};

/** Facts and sealed bytes of the changed keystore. */
export function rewrite(
  { file, passphrase, newPassphrase, change }: Rewrite,
  state: State,
  doors: Doors,
): Done {
  const opened = state.passphrases.guard(doors.monotonicMs(), () =>
    openKeystore(file, passphrase, doors.derive),
  );
  let changed: Keystore = opened;
  try {
    if (opened.generation < (state.generations.get(opened.id) ?? 0)) throw new Refusal('KEYSTORE_OLDER');
    changed = { ...opened, ...change(opened), generation: opened.generation + 1 };
    return {
      facts: factsOf(changed),
      parts: [sealKeystore(changed, newPassphrase ?? passphrase, doors.derive)],
    };
  } finally {
    wipeKeystore(opened);
    wipeKeystore(changed);
    doors.collectGarbage();
  }
}

/** What loosens a defence needs the second factor, given for the keystore that is changed. */
export function checkUnlockedFor({ id }: Keystore, state: State, nowMs: number): void {
  if (loadedKeystore(state).id !== id) throw new Refusal('OTHER_LOADED');
  checkUnlocked(state, nowMs);
}

export function readLimits(value: unknown): Limits {
  const limits = parseLimits(value);
  if (JSON.stringify(toPlainLimits(limits)).length > MAX_LIMITS_LENGTH)
    throw new Refusal('LIMITS_INVALID', { at: 'limits' });
  return limits;
}
