// Browsers in which somebody signed in before: their wrong tries are counted apart from those of strangers, so that nobody
// locks somebody else out (OWASP: "Slow Down Online Guessing Attacks with Device Cookies").
import { AppError } from '../../../core/errors.ts';
import type { Random } from '../../../core/random.ts';
import { hashOpaque } from './opaque.ts';
import type { Sealed } from './sealed.ts';

export interface KnownDevices {
  /** The text of a cookie for a browser in which this name signed in just now. */
  remember(name: string): string;
  /** By what the tries of this browser at this name are counted; null for one that is not known for it. */
  counterOf(name: string, cookie: string | undefined): string | null;
}

const NONCE_BYTES = 16;

/** Nothing is stored: that the key of this instance opens a cookie for the name is proof enough. */
export function createKnownDevices(sealed: Sealed, random: Random): KnownDevices {
  return {
    remember: (name) => sealed.seal(random.hex(NONCE_BYTES), toPurpose(name)),
    counterOf(name, cookie) {
      if (cookie === undefined) return null;
      try {
        // By what is inside: the same can be written in several ways outside.
        return `device ${hashOpaque(sealed.open(cookie, toPurpose(name)))}`;
      } catch (error) {
        if (error instanceof AppError && error.code === 'SEAL_BROKEN') return null;
        throw error;
      }
    },
  };
}

function toPurpose(name: string): string {
  return `device ${name}`;
}
