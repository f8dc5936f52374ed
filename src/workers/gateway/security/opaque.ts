// Session ids and API tokens: 32 random bytes that say nothing, of which only a hash is kept.
import { hash } from 'node:crypto';
import type { Random } from '../../../core/random.ts';

const BYTES = 32;
const TOKEN_PREFIX = 'zf_';

export function createOpaque(random: Random): string {
  return Buffer.from(random.hex(BYTES), 'hex').toString('base64url');
}

/** The prefix lets people and scanners of leaked secrets recognise it. */
export function createTokenText(random: Random): string {
  return `${TOKEN_PREFIX}${createOpaque(random)}`;
}

/** Plain SHA-256 is enough for what nobody can guess. */
export function hashOpaque(text: string): string {
  return hash('sha256', text, 'hex');
}

/** Worth looking up; everything else is refused without asking storage. */
export function isOpaque(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

export function isTokenText(text: string): boolean {
  return text.startsWith(TOKEN_PREFIX) && isOpaque(text.slice(TOKEN_PREFIX.length));
}
