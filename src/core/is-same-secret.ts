import { hash, timingSafeEqual } from 'node:crypto';

/** In a time that tells nothing of where they differ, nor of how long the right one is. */
export function isSameSecret(given: string | Uint8Array, right: string | Uint8Array): boolean {
  return timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', right, 'buffer'));
}
