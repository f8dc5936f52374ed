import { z } from 'zod';
import type { FlowView } from '../../domain/order-flow/flow-view.ts';
import { isWarm, warmUpMs } from '../warm-up.ts';
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

/**
 * z of the move since `windowSeconds` ago against such moves of the look-back before; side is the way it goes. After a hole in the
 * trades the look-back begins anew.
 */
export const flashCrash = defineAnomaly({
  name: 'flash-crash',
  summary: 'The price moves within seconds far beyond what it did in the last ten minutes.',
  settings,
  create: (set) => {
    const episode = new Episode<'high' | 'critical'>(set.calmMs);
    const fresh = new FreshSeconds();
    let fromPrice = Number.NaN;
    let meanTicks = 0;
    let deviationTicks = Number.NaN;
    return {
      onFeed(record) {
        if (fresh.onFeed(record)) deviationTicks = Number.NaN;
        return undefined;
      },
      onTrade(_print, view) {
        fresh.onTrade(view.nowMs);
        return judge(view);
      },
      onSecond(view) {
        measure(view);
        return judge(view);
      },
    };

    function judge(view: FlowView): FoundAnomaly {
      const moveTicks = view.price - fromPrice;
      const score = (moveTicks - meanTicks) / deviationTicks;
      if (!(Math.abs(score) > set.highZ)) return undefined;
      const moveBps = (moveTicks / fromPrice) * 10_000;
      if (Math.abs(moveBps) < set.minMoveBps) return undefined;
      const severity = episode.see(Math.abs(score) > set.criticalZ ? 'critical' : 'high', view.nowMs);
      if (severity === undefined) return undefined;
      return toAnomaly('flash-crash', severity, {
        side: moveTicks > 0 ? 'buy' : 'sell',
        eventMs: view.nowMs,
        price: view.price,
        figures: {
          z: score,
          moveTicks,
          moveBps,
          usualTicks: deviationTicks,
          windowSeconds: set.windowSeconds,
        },
      });
    }

    /** What is usual, from windows that ended before the present one began. */
    function measure(view: FlowView): void {
      const { seconds } = view;
      const { windowSeconds } = set;
      const freshSeconds = fresh.count(view.nowMs);
      let count = 0;
      let squares = 0;
      meanTicks = 0;
      const last =
        Math.min(seconds.length, freshSeconds, set.lookBackSeconds + windowSeconds) - windowSeconds;
      for (let age = windowSeconds; age < last; age++) {
        const move = seconds.close(age) - seconds.close(age + windowSeconds);
        if (Number.isNaN(move)) continue;
        const apart = move - meanTicks;
        meanTicks += apart / ++count;
        squares += apart * (move - meanTicks);
      }
      fromPrice = seconds.close(windowSeconds - 1);
      // a market that never moved has at least the tick as its measure
      const isKnown = isWarm(view) && freshSeconds * 1000 >= warmUpMs && count > 0;
      deviationTicks = isKnown ? Math.max(1, Math.sqrt(squares / count)) : Number.NaN;
    }
  },
});
