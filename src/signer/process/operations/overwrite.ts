import type { Operation } from '../state.ts';

/**
 * Does nothing, but its bytes take the place of the last request in the buffer that Node reads into, where a passphrase would stay
 * until a longer request comes.
 */
export const overwrite = {
  takes: ['zeros'],
  run: () => ({}),
} as const satisfies Operation;
