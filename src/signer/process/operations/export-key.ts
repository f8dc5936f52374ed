import { seedOf } from '../key.ts';
import { checkUnlocked, type Operation, textOf } from '../state.ts';
import { keyNamed } from './sign.ts';

/** Gives one key away: 64 bytes, seed and public key, as wallets import it. */
export const exportKey = {
  takes: [],
  run(request, state, { monotonicMs }) {
    const key = keyNamed(textOf(request, 'keyId'), state);
    checkUnlocked(state, monotonicMs());
    const seed = seedOf(key);
    const pair = Buffer.alloc(seed.length + key.publicKey.length);
    key.publicKey.copy(pair, seed.copy(pair));
    return { parts: [pair] };
  },
} as const satisfies Operation;
