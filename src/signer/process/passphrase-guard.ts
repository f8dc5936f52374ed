// Makes trying passphrases slow, beyond what the derivation costs.
import { Refusal } from './reasons.ts';

const MIN_BYTES = 12;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

export type PassphraseGuard = {
  /** Runs `open` unless a wrong passphrase was given just before; each wrong one doubles the wait. */
  guard<T>(nowMs: number, open: () => T): T;
};

export function createPassphraseGuard(): PassphraseGuard {
  let waitMs = 0;
  let notBeforeMs = 0;
  return {
    guard(nowMs, open) {
      if (nowMs < notBeforeMs) throw new Refusal('PASSPHRASE_WAIT', { forMs: notBeforeMs - nowMs });
      try {
        const opened = open();
        waitMs = 0;
        return opened;
      } catch (thrown) {
        if (thrown instanceof Refusal && thrown.reason === 'PASSPHRASE_WRONG') {
          waitMs = Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS, waitMs * 2));
          notBeforeMs = nowMs + waitMs;
        }
        throw thrown;
      }
    },
  };
}

export function checkNewPassphrase(passphrase: Buffer): void {
  if (passphrase.length < MIN_BYTES) throw new Refusal('PASSPHRASE_WEAK');
}
