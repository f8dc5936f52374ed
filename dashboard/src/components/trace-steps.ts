export type TraceStep = {
  /** Seen, decoded, matched, risk, signed, sent, landed. */
  readonly name: string;
  /** Milliseconds since the first step. */
  readonly atMs: number;
  /** What it went by. */
  readonly says: string;
  readonly link?: string;
  /** The rule that said no, with what it saw and what it allows, each with its unit. */
  readonly refusal?: { readonly rule: string; readonly value: string; readonly limit: string };
};

export type TimedStep = TraceStep & {
  readonly tookMs: number;
  /** Of the whole, from 0 to 1. */
  readonly startShare: number;
  readonly share: number;
  readonly isSlowest: boolean;
};

/** How long each took since the one before, and which took longest; the first took nothing. */
export function toSteps(steps: readonly TraceStep[]): TimedStep[] {
  const wholeMs = Math.max(1e-9, steps.at(-1)?.atMs ?? 0);
  const startOf = (at: number): number => steps[at - 1]?.atMs ?? steps[at]?.atMs ?? 0;
  const took = steps.map(({ atMs }, at) => Math.max(0, atMs - startOf(at)));
  const longest = Math.max(0, ...took);
  const slowest = took.findIndex((ms) => ms === longest && ms > 0);
  return steps.map((step, at) => ({
    ...step,
    tookMs: took[at] ?? 0,
    startShare: startOf(at) / wholeMs,
    share: (took[at] ?? 0) / wholeMs,
    isSlowest: at === slowest,
  }));
}
