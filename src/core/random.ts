// The only door to randomness and ids. The simulator hands in a seeded source.
import { randomBytes, randomFillSync } from 'node:crypto';

export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** An integer in [0, bound). */
  below(bound: number): number;
  /** Random bytes as lower-case hex; cryptographically strong from the system source. */
  hex(bytes: number): string;
}

export const systemRandom: Random = {
  next: () => Math.random(),
  below: (bound) => Math.floor(Math.random() * bound),
  hex: (bytes) => {
    if (bytes > MAX_TAKEN) return randomBytes(bytes).toString('hex');
    if (unused + bytes > block.length) {
      randomFillSync(block);
      unused = 0;
    }
    unused += bytes;
    const hex = block.toString('hex', unused - bytes, unused);
    // What was handed out is not kept.
    block.fill(0, unused - bytes, unused);
    return hex;
  },
};

/** The system is asked for this many bytes at once: asking costs more than an id, and every request needs one. */
const block = Buffer.alloc(4096);
let unused = block.length;
const MAX_TAKEN = 64;

/** A repeatable source (xoshiro128**, Blackman and Vigna 2018) for simulations and tests; never for secrets. */
export function createSeededRandom(seed: number): Random {
  let [a, b, c, d] = expandSeed(seed);
  const nextUint32 = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotateLeft(d, 11);
    return result;
  };
  const next = () => nextUint32() / 2 ** 32;
  return {
    next,
    below: (bound) => Math.floor(next() * bound),
    hex: (bytes) =>
      Array.from({ length: bytes }, () => (nextUint32() >>> 24).toString(16).padStart(2, '0')).join(''),
  };
}

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

/** Four words from one seed by splitmix32, so that near seeds give unlike streams. */
function expandSeed(seed: number): [number, number, number, number] {
  let state = seed | 0;
  const word = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return z ^ (z >>> 15);
  };
  return [word(), word(), word(), word()];
}
