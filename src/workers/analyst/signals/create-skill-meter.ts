// How well detections foretold the next seconds, against the plain order-flow imbalance: item 13 of what a detector must beat.
import type { Detection } from '../../../detectors/detector.ts';
import type { FlowView } from '../../../domain/order-flow/flow-view.ts';
import { flowImbalanceOf } from '../../../domain/order-flow/seconds/second-statistics.ts';
import { correlationInterval, rankCorrelation } from '../../../domain/statistics/rank-correlation.ts';
import { wilsonInterval } from '../../../domain/statistics/wilson-interval.ts';

export const skillHorizonsMs = [5000, 30_000, 60_000] as const;
export const BASELINE = 'baseline';
/** Fewer cases are shown with their intervals, but judged by nobody. */
export const LEAST_CASES = 100;
const BASELINE_SECONDS = 5;
/** A day of seconds. */
const MAX_SECONDS = 86_400;
const MAX_DETECTIONS = 100_000;

export type Skill = {
  /** A type of detection, or `baseline`: each second, by the imbalance of the five before it. */
  readonly type: string;
  readonly horizonMs: number;
  /** Cases in which the price moved within the horizon. */
  readonly count: number;
  /** Those of them that begin a horizon or more after the one before: what the intervals rest on. */
  readonly independent: number;
  readonly hitRate: number | null;
  readonly hitRateLow: number;
  readonly hitRateHigh: number;
  /** Information coefficient: rank correlation of what was said, side times clearness, with what came. */
  readonly ic: number | null;
  readonly icLow: number | null;
  readonly icHigh: number | null;
  /** Whether even the low end of its hit rate is above the baseline's rate; null: not enough cases. */
  readonly beatsBaseline: boolean | null;
};

export type SkillMeter = {
  readonly onDetection: (type: string, detection: Detection, view: FlowView) => void;
  readonly onSecond: (view: FlowView) => void;
  /** The baseline first, then types by name, each for 5, 30 and 60 seconds. */
  readonly report: () => Skill[];
};

type Case = { readonly atMs: number; readonly said: number; readonly price: number };

export function createSkillMeter(): SkillMeter {
  const seconds: Case[] = [];
  const byType = new Map<string, Case[]>();
  let detections = 0;
  return {
    onDetection(type, { side, strength }, view) {
      const price = midOf(view);
      if (side === 'none' || Number.isNaN(price) || detections >= MAX_DETECTIONS) return;
      detections++;
      const said = (side === 'buy' ? 1 : -1) * (0.5 + 0.5 * strength);
      const cases = byType.get(type) ?? [];
      cases.push({ atMs: view.nowMs, said, price });
      byType.set(type, cases);
    },
    onSecond(view) {
      const price = midOf(view);
      if (Number.isNaN(price) || seconds.length >= MAX_SECONDS) return;
      seconds.push({ atMs: view.nowMs, said: flowImbalanceOf(view.seconds, BASELINE_SECONDS), price });
    },
    report() {
      const types = [...byType.keys()].sort();
      return [BASELINE, ...types].flatMap((type) =>
        skillHorizonsMs.map((horizonMs) => {
          const baseline = skillOf(BASELINE, horizonMs, seconds, seconds);
          if (type === BASELINE) return baseline;
          const skill = skillOf(type, horizonMs, byType.get(type)!, seconds);
          const isJudged = skill.count >= LEAST_CASES && baseline.hitRate !== null;
          return { ...skill, beatsBaseline: isJudged ? skill.hitRateLow > baseline.hitRate! : null };
        }),
      );
    },
  };
}

/** What could be traded at, whichever side traded last. */
function midOf({ touch, price }: FlowView): number {
  const mid = (touch.bid + touch.ask) / 2;
  return Number.isNaN(mid) ? price : mid;
}

function skillOf(type: string, horizonMs: number, cases: readonly Case[], seconds: readonly Case[]): Skill {
  const said: number[] = [];
  const came: number[] = [];
  let [hits, independent, freeMs] = [0, 0, Number.NEGATIVE_INFINITY];
  for (const { atMs, said: word, price } of cases) {
    const later = priceAt(seconds, atMs + horizonMs);
    const move = later - price;
    if (word === 0 || Number.isNaN(move) || move === 0) continue;
    said.push(word);
    came.push(move / price);
    if (Math.sign(word) === Math.sign(move)) hits++;
    if (atMs < freeMs) continue;
    independent++;
    freeMs = atMs + horizonMs;
  }
  const count = said.length;
  const interval = wilsonInterval(count === 0 ? 0 : (hits / count) * independent, independent);
  const ic = rankCorrelation(said, came);
  const icInterval = correlationInterval(ic, independent);
  return {
    ...{ type, horizonMs, count, independent },
    hitRate: count === 0 ? null : hits / count,
    hitRateLow: interval.low,
    hitRateHigh: interval.high,
    ic: Number.isNaN(ic) ? null : ic,
    icLow: icInterval?.low ?? null,
    icHigh: icInterval?.high ?? null,
    beatsBaseline: null,
  };
}

/** At the end of the first second that is not before; NaN behind the last. */
function priceAt(seconds: readonly Case[], atMs: number): number {
  let [low, high] = [0, seconds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seconds[middle]!.atMs < atMs) low = middle + 1;
    else high = middle;
  }
  return seconds[low]?.price ?? Number.NaN;
}
