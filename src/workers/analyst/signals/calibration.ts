// Turns a score into how often signals of that type and step of score were right, once enough of them are known.

import { STEPS, stepOf } from '../../../domain/order-flow/signal-score.ts';

export const LEAST_OUTCOMES = 100;
/** The horizon whose return says whether a signal was right. */
export const JUDGED_AFTER_MIN = 5;

/** Of signals of a type and step whose return after 5 minutes is known; `hits` of them were above 0. */
export type StepOutcomes = {
  readonly type: string;
  readonly step: number;
  readonly count: number;
  readonly hits: number;
};

export type Confidence = { readonly confidence: number; readonly isCalibrated: boolean };

export type Calibration = {
  /** Never falls with the score among steps that are calibrated. */
  readonly confidenceOf: (type: string, score: number) => Confidence;
  /** One more outcome is known. */
  readonly add: (type: string, score: number, isHit: boolean) => void;
};

/** Rates with Laplace's correction, (hits + 1) ÷ (count + 2), made monotone by pooling neighbours that are not (isotonic regression). */
export function createCalibration(known: readonly StepOutcomes[] = []): Calibration {
  const byType = new Map<string, Tally[]>();
  const curves = new Map<string, readonly (number | undefined)[]>();
  const talliesOf = (type: string): Tally[] => {
    const tallies = byType.get(type) ?? Array.from({ length: STEPS }, () => ({ count: 0, hits: 0 }));
    byType.set(type, tallies);
    return tallies;
  };
  const put = (type: string, step: number, count: number, hits: number) => {
    const tally = talliesOf(type)[step];
    if (!tally) return;
    tally.count += count;
    tally.hits += hits;
    curves.delete(type);
  };
  for (const { type, step, count, hits } of known) put(type, step, count, hits);
  return {
    confidenceOf(type, score) {
      const curve = curves.get(type) ?? toCurve(talliesOf(type));
      curves.set(type, curve);
      const rate = curve[stepOf(score)];
      return rate === undefined
        ? { confidence: score, isCalibrated: false }
        : { confidence: rate, isCalibrated: true };
    },
    add: (type, score, isHit) => put(type, stepOf(score), 1, isHit ? 1 : 0),
  };
}

type Tally = { count: number; hits: number };
type Pool = { steps: number[]; weight: number; rate: number };

/** By step; undefined where too few outcomes are known. */
function toCurve(tallies: readonly Tally[]): (number | undefined)[] {
  const pools: Pool[] = [];
  tallies.forEach(({ count, hits }, step) => {
    if (count < LEAST_OUTCOMES) return;
    pools.push({ steps: [step], weight: count + 2, rate: (hits + 1) / (count + 2) });
    for (let last = pools.length - 1; last > 0 && pools[last - 1]!.rate > pools[last]!.rate; last--)
      pools.splice(last - 1, 2, pooled(pools[last - 1]!, pools[last]!));
  });
  const curve: (number | undefined)[] = Array.from({ length: STEPS });
  for (const { steps, rate } of pools) for (const step of steps) curve[step] = rate;
  return curve;
}

function pooled(a: Pool, b: Pool): Pool {
  const weight = a.weight + b.weight;
  return { steps: [...a.steps, ...b.steps], weight, rate: (a.rate * a.weight + b.rate * b.weight) / weight };
}
