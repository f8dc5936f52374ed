// Finds a small version of a failing seed: leaves out faults and operations, halves first, as long as it fails in the same way.
import type { SeedResult } from './run-seed.ts';

export type Shrunk = {
  readonly result: SeedResult;
  /** What was left out. */
  readonly mask: readonly string[];
  /** What is still needed. */
  readonly kept: readonly string[];
  readonly runs: number;
};

const MAX_RUNS = 300;

/** @param run the same seed without the masked parts */
export async function shrink(
  failed: SeedResult,
  run: (mask: ReadonlySet<string>) => Promise<SeedResult>,
): Promise<Shrunk> {
  const { failure } = failed;
  let kept = [...(failure?.parts ?? [])];
  let result = failed;
  let runs = 0;
  const mask = new Set<string>();
  for (let size = kept.length; size >= 1 && runs < MAX_RUNS; size = Math.floor(size / 2)) {
    for (let at = 0; at < kept.length && runs < MAX_RUNS; ) {
      const left = kept.slice(at, at + size);
      const tried = await run(new Set([...mask, ...left]));
      runs++;
      if (tried.failure?.invariant === failure?.invariant) {
        for (const part of left) mask.add(part);
        kept = kept.filter((part) => !mask.has(part));
        result = tried;
      } else {
        at += size;
      }
    }
  }
  return { result, mask: [...mask], kept, runs };
}
