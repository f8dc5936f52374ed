// The tasks every pool of the bench runs: one that costs nothing, and one that costs a millisecond.

export function add({ a, b }: { a: number; b: number }): number {
  return a + b;
}

export function spinMs(durationMs: number): number {
  const endMs = performance.now() + durationMs;
  let turns = 0;
  while (performance.now() < endMs) turns++;
  return turns;
}
