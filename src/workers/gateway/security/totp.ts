// The second factor: six digits that change every half minute (RFC 6238).
import { Secret, TOTP } from 'otpauth';
import type { Random } from '../../../core/random.ts';

const STEP_SECONDS = 30;
/** Clocks of phones are a little off: the step before and the one after count as well. */
const WINDOW_STEPS = 1;
/** RFC 4226 asks for 160 bits. */
const SECRET_BYTES = 20;

/** A new secret in base 32, as authenticator programs take it. */
export function createTotpSecret(random: Random): string {
  return Secret.fromHex(random.hex(SECRET_BYTES)).base32;
}

/** What authenticator programs read from a QR code. */
export function toTotpUri(secret: string, userName: string): string {
  return toTotp(secret, userName).toString();
}

/** The step that the code belongs to, or undefined for a wrong one. Who asks sees to it that a step counts once. */
export function toTotpStep(secret: string, code: string, nowMs: number): number | undefined {
  const delta = toTotp(secret).validate({ token: code, timestamp: nowMs, window: WINDOW_STEPS });
  return delta === null ? undefined : Math.floor(nowMs / 1000 / STEP_SECONDS) + delta;
}

function toTotp(secret: string, label = 'Zapflow'): TOTP {
  return new TOTP({ issuer: 'Zapflow', label, secret, digits: 6, period: STEP_SECONDS });
}
