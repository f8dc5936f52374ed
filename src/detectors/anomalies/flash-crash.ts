import { z } from 'zod';
import type { FlowView } from '../../domain/order-flow/flow-view.ts';
import { leastSamples } from '../warm-up.ts';
import { defineAnomaly, type FoundAnomaly } from './anomaly.ts';
import { Episode } from './episode.ts';
import { FreshSeconds } from './fresh-seconds.ts';
import { toAnomaly } from './to-anomaly.ts';

const settings = z.strictObject({
  windowSeconds: z.int().min(1).max(60).default(5).describe('Seconds within which the price moves.'),
  lookBackSeconds: z.int().min(60).max(3000).default(600).describe('Seconds that tell what is usual.'),
  highZ: z.number().positive().default(5).describe('Standard deviations beyond which it is high.'),
  criticalZ: z.number().positive().default(8).describe('Standard deviations beyond which it is critical.'),
  minMoveBps: z
    .number()
    .min(0)
    .default(10)
    .describe('Move in basis points that it has in any case, since in a still market any move is large.'),
  calmMs: z.number().positive().default(60_000).describe('Time in ms without it that ends an episode.'),
});

/** What a longer hole did is no move of seconds. */
const LONGEST_HOLE_MS = 60_000;

/**
 * z of the move since `windowSeconds` ago against such moves of the look-back before; side is the way it goes. Moves over a hole in the
 * trades do not count as usual. One longer than the window is judged as a whole, by what is usual times the root of its windows.
 */
export const flashCrash = defineAnomaly({
  name: 'flash-crash',
  summary: 'The price moves within seconds far beyond what it did in the last ten minutes.',
  warmUp: 'a minute of trades; after a hole as soon as a minute of the look-back was traded',
  settings,
  create: (set) => {
    const { windowSeconds } = set;
    const episode = new Episode<'high' | 'critical'>(set.calmMs);
    const fresh = new FreshSeconds();
    let fromPrice = Number.NaN;
    /** The first price after a hole, from which on moves count for a window. */
    let sinceHole = { price: Number.NaN, ms: Number.NEGATIVE_INFINITY };
    let meanTicks = 0;
    let deviationTicks = Number.NaN;
    return {
      onFeed(record) {
        fresh.onFeed(record);
        return undefined;
      },
      onTrade({ price }, view) {
        const { nowMs } = view;
        const holeMs = fresh.onTrade(nowMs);
        if (holeMs <= windowSeconds * 1000) return judge(view, startOf(nowMs), windowSeconds);
        sinceHole = { price, ms: nowMs };
        return holeMs > LONGEST_HOLE_MS ? undefined : judge(view, view.seconds.close(0), holeMs / 1000);
      },
      onSecond(view) {
        fresh.endSecond();
        measure(view);
        return judge(view, startOf(view.nowMs), windowSeconds);
      },
    };

    function startOf(nowMs: number): number {
      return nowMs - sinceHole.ms < windowSeconds * 1000 ? sinceHole.price : fromPrice;
    }

    function judge(view: FlowView, from: number, seconds: number): FoundAnomaly {
      const moveTicks = view.price - from;
      const usualTicks = deviationTicks * Math.sqrt(seconds / windowSeconds);
      const score = (moveTicks - meanTicks) / usualTicks;
      if (!(Math.abs(score) > set.highZ)) return undefined;
      const moveBps = (moveTicks / from) * 10_000;
      if (Math.abs(moveBps) < set.minMoveBps) return undefined;
      const severity = episode.see(Math.abs(score) > set.criticalZ ? 'critical' : 'high', view.nowMs);
      if (severity === undefined) return undefined;
      return toAnomaly('flash-crash', severity, {
        side: moveTicks > 0 ? 'buy' : 'sell',
        eventMs: view.nowMs,
        price: view.price,
        figures: { z: score, moveTicks, moveBps, usualTicks, windowSeconds: seconds },
      });
    }

    /** What is usual, from windows that ended before the present one began. */
    function measure(view: FlowView): void {
      const { seconds } = view;
      const held = Math.min(seconds.length, set.lookBackSeconds + windowSeconds);
      let count = 0;
      let squares = 0;
      meanTicks = 0;
      let torn = -1;
      for (let oldest = windowSeconds; oldest < held - 1; oldest++) {
        if (fresh.isTorn(oldest)) torn = oldest;
        const age = oldest - windowSeconds + 1;
        if (age < windowSeconds || torn >= age) continue;
        const move = seconds.close(age) - seconds.close(age + windowSeconds);
        if (Number.isNaN(move)) continue;
        const apart = move - meanTicks;
        meanTicks += apart / ++count;
        squares += apart * (move - meanTicks);
      }
      fromPrice = seconds.close(windowSeconds - 1);
      // a market that never moved has at least the tick as its measure
      const isKnown = fresh.count(held) >= leastSamples && count > 0;
      deviationTicks = isKnown ? Math.max(1, Math.sqrt(squares / count)) : Number.NaN;
    }
  },
});
