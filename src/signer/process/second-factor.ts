// Codes of an authenticator (RFC 6238: SHA-1, 6 digits, 30 s). Each is good once, and few may be wrong.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { hashRecovery, type Keystore } from './keystore.ts';
import { Refusal } from './reasons.ts';

const STEP_MS = 30_000;
const CODE_DIGITS = 6;
const MAX_WRONG = 5;
const LOCK_OUT_MS = 15 * 60_000;

export type SecondFactorCheck = {
  /** From here on no code counts that may have been used in an earlier life of this process. */
  begin(wallMs: number): void;
  /** Refuses with CODE_WRONG or CODE_LOCKED_OUT. The times are wall and monotonic. */
  check(secret: Buffer, code: Buffer, wallMs: number, nowMs: number): void;
  /** The code written down when the second factor was made. It counts as a try like any other. */
  checkRecovery(keystore: Keystore, code: Buffer, nowMs: number): void;
  lockedOutForMs(nowMs: number): number;
};

/** Outlives the keystore that is loaded, so that loading again gives no further tries. */
export function createSecondFactorCheck(): SecondFactorCheck {
  let lastStep = 0;
  let wrong = 0;
  let lockedOutUntilMs = 0;

  const lockedOutForMs = (nowMs: number) => Math.max(0, lockedOutUntilMs - nowMs);
  const attempt = (isRight: () => boolean, nowMs: number): void => {
    const forMs = lockedOutForMs(nowMs);
    if (forMs > 0) throw new Refusal('CODE_LOCKED_OUT', { forMs });
    if (isRight()) {
      wrong = 0;
      return;
    }
    wrong += 1;
    if (wrong < MAX_WRONG) throw new Refusal('CODE_WRONG', { triesLeft: MAX_WRONG - wrong });
    wrong = 0;
    lockedOutUntilMs = nowMs + LOCK_OUT_MS;
    throw new Refusal('CODE_LOCKED_OUT', { forMs: LOCK_OUT_MS });
  };
  /** One step early or late, for clocks that are a little off. */
  const useStep = (secret: Buffer, code: Buffer, wallMs: number): boolean => {
    const now = Math.floor(wallMs / STEP_MS);
    const step = [now - 1, now, now + 1].find((candidate) => isEqual(codeAt(secret, candidate), code));
    if (step === undefined || step <= lastStep) return false;
    lastStep = step;
    return true;
  };

  return {
    begin: (wallMs) => {
      lastStep = Math.max(lastStep, Math.floor(wallMs / STEP_MS) + 1);
    },
    check: (secret, code, wallMs, nowMs) => attempt(() => useStep(secret, code, wallMs), nowMs),
    checkRecovery: ({ recoveryHash }, code, nowMs) =>
      attempt(() => isEqual(hashRecovery(code), recoveryHash), nowMs),
    lockedOutForMs,
  };
}

/** The digits of one step, as ASCII. */
export function codeAt(secret: Buffer, step: number): Buffer {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.max(0, step)));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const at = (mac.at(-1) as number) & 0x0f;
  const number = (mac.readUInt32BE(at) & 0x7fff_ffff) % 10 ** CODE_DIGITS;
  return Buffer.from(String(number).padStart(CODE_DIGITS, '0'));
}

function isEqual(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given);
}
