// How every bench measures: variants in turn within one process, medians of ratios, and the machine it ran on.
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** Samples by variant, one for each repetition. */
export type Samples<K extends string> = Readonly<Record<K, readonly number[]>>;

/**
 * Runs the variants A B C, A B C, … and keeps what each run gives.
 * One round before the first is thrown away: it pays for compilation.
 */
export async function interleave<const K extends string>(
  reps: number,
  variants: Readonly<Record<K, () => Promise<number> | number>>,
): Promise<Samples<K>> {
  const names = Object.keys(variants) as K[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (const name of names) await variants[name]();
  for (let rep = 0; rep < reps; rep++) for (const name of names) samples[name].push(await variants[name]());
  return samples;
}

/** Runs one thing again and again, after one run that is thrown away. */
export async function repeat(reps: number, run: () => Promise<number> | number): Promise<readonly number[]> {
  return (await interleave(reps, { run })).run;
}

export function median(values: Iterable<number>): number {
  return percentile(values, 0.5);
}

/** The value below which the share of all values lies; NaN for none. */
export function percentile(values: Iterable<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Each repetition is its own comparison, so that a slow minute of the machine hurts both sides. */
export function medianRatio(above: readonly number[], below: readonly number[]): number {
  return median(above.map((value, i) => value / (below[i] ?? Number.NaN)));
}

/** Cores a second of load before the bench began, and what it ran on, in one line. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const gib = (totalmem() / 2 ** 30).toFixed(1);
  const load = loadavg()
    .map((value) => value.toFixed(2))
    .join(' ');
  return `${model}, ${availableParallelism()} cores, ${gib} GiB, Node ${process.version}, load before ${load}`;
}

/** Milliseconds that only grow. */
export function nowMs(): number {
  return performance.now();
}

export function sleep(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
