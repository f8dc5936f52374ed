import { z } from 'zod';
import type { Seconds } from '../../domain/order-flow/flow-view.ts';
import { defineAnomaly } from './anomaly.ts';
import { Episode } from './episode.ts';
import { FreshSeconds } from './fresh-seconds.ts';
import { toAnomaly } from './to-anomaly.ts';

const settings = z.strictObject({
  windowSeconds: z.int().min(10).max(600).default(30).describe('Seconds whose volatility is judged.'),
  lookBackSeconds: z
    .int()
    .min(60)
    .max(3000)
    .default(600)
    .describe('Seconds before them that tell what is usual.'),
  mediumTimes: z.number().positive().default(2.5).describe('Medium: this many times the usual.'),
  highTimes: z.number().positive().default(4).describe('High: this many times the usual.'),
  minRangeBps: z
    .number()
    .min(0)
    .default(10)
    .describe('Range of the window in basis points that it has in any case.'),
  calmMs: z.number().positive().default(60_000).describe('Time in ms without it that ends an episode.'),
});

const LEAST_SECONDS = 60;

/** Realised volatility: root of the mean square of the changes from second to second, in ticks. Those over a hole in the trades do not count. */
export const extremeVolatility = defineAnomaly({
  name: 'extreme-volatility',
  summary: 'Prices swing several times as much as they usually do.',
  warmUp: 'a minute of trades and the window after it',
  settings,
  create: (set) => {
    const episode = new Episode<'medium' | 'high'>(set.calmMs);
    const { windowSeconds, lookBackSeconds } = set;
    const fresh = new FreshSeconds();
    return {
      onFeed(record) {
        fresh.onFeed(record);
        return undefined;
      },
      onTrade(_print, { nowMs }) {
        fresh.onTrade(nowMs);
        return undefined;
      },
      onSecond(view) {
        const { seconds, nowMs, price } = view;
        fresh.endSecond();
        const held = Math.min(seconds.length, windowSeconds + lookBackSeconds);
        if (fresh.count(windowSeconds) < windowSeconds) return undefined;
        if (fresh.count(held) < windowSeconds + LEAST_SECONDS) return undefined;
        const volatilityTicks = volatilityOf(seconds, fresh, 0, windowSeconds);
        // half a tick a second: what bounces between bid and ask is no less
        const usualTicks = Math.max(0.5, volatilityOf(seconds, fresh, windowSeconds, held));
        const times = volatilityTicks / usualTicks;
        if (!(times >= set.mediumTimes)) return undefined;
        const rangeTicks = rangeOf(seconds, windowSeconds);
        if ((rangeTicks / price) * 10_000 < set.minRangeBps) return undefined;
        const severity = episode.see(times >= set.highTimes ? 'high' : 'medium', nowMs);
        if (severity === undefined) return undefined;
        return toAnomaly('extreme-volatility', severity, {
          side: 'none',
          eventMs: nowMs,
          price,
          figures: { times, volatilityTicks, usualTicks, rangeTicks, windowSeconds },
        });
      },
    };
  },
});

function volatilityOf(seconds: Seconds, fresh: FreshSeconds, from: number, to: number): number {
  const last = Math.min(to, seconds.length - 1);
  let squares = 0;
  let count = 0;
  for (let age = from; age < last; age++) {
    if (fresh.isTorn(age)) continue;
    const change = seconds.close(age) - seconds.close(age + 1);
    if (Number.isNaN(change)) break;
    squares += change * change;
    count++;
  }
  return count === 0 ? Number.NaN : Math.sqrt(squares / count);
}

function rangeOf(seconds: Seconds, count: number): number {
  let high = Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  for (let age = 0; age < count; age++) {
    high = Math.max(high, seconds.high(age));
    low = Math.min(low, seconds.low(age));
  }
  return high - low;
}
