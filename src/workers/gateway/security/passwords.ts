// Passwords as they are kept: scrypt with a salt of their own, made beside the event loop and never many at once.
import { scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { createBulkhead } from '../../../core/outside/bulkhead.ts';
import type { Random } from '../../../core/random.ts';

export interface Passwords {
  /** As `scrypt$N$r$p$salt$key`. Rejects with QUEUE_FULL when too many wait. */
  hash(password: string): Promise<string>;
  /**
   * Takes as long when there is nothing to compare with: `stored` is undefined for a name that nobody has. What is urgent
   * waits in a line of its own, in front, so that strangers cannot shut out who was here before.
   */
  verify(password: string, stored: string | undefined, isUrgent?: boolean): Promise<boolean>;
}

export type PasswordCost = { readonly N: number; readonly r: number; readonly p: number };

/** OWASP's choice of 2023: 128 MiB and about half a second of one core. */
const strong: PasswordCost = { N: 2 ** 17, r: 8, p: 1 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** Each takes 128 MiB while it runs. */
const limits = { concurrent: 2, waiting: 20 };

const NEVER = new AbortController().signal;
const toKey = promisify<string, Buffer, number, PasswordCost & { maxmem: number }, Buffer>(scrypt);

export function createPasswords(random: Random, cost: PasswordCost = strong): Passwords {
  const bulkhead = createBulkhead('passwords', limits);
  const derive = async (
    password: string,
    salt: Buffer,
    of: PasswordCost,
    bytes: number,
    isUrgent: boolean,
  ) => {
    const leave = await bulkhead.enter(NEVER, isUrgent);
    try {
      // The same letters may be written in two ways; RFC 8265 settles on one.
      return await toKey(password.normalize('NFC'), salt, bytes, { ...of, maxmem: 256 * of.N * of.r });
    } finally {
      leave();
    }
  };
  const toStored = ({ N, r, p }: PasswordCost, salt: Buffer, key: Buffer) =>
    `scrypt$${N}$${r}$${p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
  const nobody = toStored(cost, Buffer.alloc(SALT_BYTES), Buffer.alloc(KEY_BYTES));
  return {
    async hash(password) {
      const salt = Buffer.from(random.hex(SALT_BYTES), 'hex');
      return toStored(cost, salt, await derive(password, salt, cost, KEY_BYTES, true));
    },
    async verify(password, stored, isUrgent = false) {
      const [, N, r, p, salt = '', key = ''] = (stored ?? nobody).split('$');
      const expected = Buffer.from(key, 'base64url');
      const of = { N: Number(N), r: Number(r), p: Number(p) };
      const given = await derive(password, Buffer.from(salt, 'base64url'), of, expected.length, isUrgent);
      return timingSafeEqual(given, expected) && stored !== undefined;
    },
  };
}
