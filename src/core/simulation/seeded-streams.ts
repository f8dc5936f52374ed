import { createSeededRandom, type Random } from '../random.ts';
import { hashText } from './trace.ts';

/**
 * Streams of chance that belong to one seed. Each has a name, so that drawing more from one moves none of the others:
 * a run with one fault less is otherwise the same run.
 */
export type SeededStreams = (name: string) => Random;

export function createSeededStreams(seed: number): SeededStreams {
  return (name) => createSeededRandom(hashText(name, Math.imul(seed, 0x9e3779b1) ^ 0x811c9dc5));
}

/** A number between two bounds, small ones as likely as large ones. */
export function drawLogUniform(random: Random, min: number, max: number): number {
  return min * (max / min) ** random.next();
}

export function drawChance(random: Random, share: number): boolean {
  return random.next() < share;
}

export function drawOne<T>(random: Random, items: readonly [T, ...T[]]): T;
export function drawOne<T>(random: Random, items: readonly T[]): T | undefined;
export function drawOne<T>(random: Random, items: readonly T[]): T | undefined {
  return items[random.below(items.length)];
}
