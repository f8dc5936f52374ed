import { z } from 'zod';
import type { Seconds } from '../../domain/order-flow/flow-view.ts';
import { isWarm } from '../warm-up.ts';
import { defineAnomaly } from './anomaly.ts';
import { Episode } from './episode.ts';
import { toAnomaly } from './to-anomaly.ts';

const settings = z.strictObject({
  windowSeconds: z.int().min(5).max(600).default(30).describe('Seconds over which trades are summed.'),
  lookBackSeconds: z.int().min(60).max(3600).default(600).describe('Seconds that tell the usual volume.'),
  lowImbalance: z
    .number()
    .min(0)
    .max(1)
    .default(0.7)
    .describe('Low: |bought − sold| ÷ (bought + sold) from here on.'),
  mediumImbalance: z.number().min(0).max(1).default(0.9).describe('Medium: from here on.'),
  minVolumeTimes: z
    .number()
    .min(0)
    .default(1)
    .describe('Volume of the window against the usual that it has in any case.'),
  calmMs: z.number().positive().default(60_000).describe('Time in ms without it that ends an episode.'),
});

/** Both halves of the window must lean that way, so that one large order makes no flow. */
export const oneSidedFlow = defineAnomaly({
  name: 'one-sided-flow',
  summary: 'Nearly all volume comes from aggressors of one side, for a while.',
  warmUp: 'a minute',
  settings,
  create: (set) => {
    const episode = new Episode<'low' | 'medium'>(set.calmMs);
    const { windowSeconds, lookBackSeconds } = set;
    const half = Math.floor(windowSeconds / 2);
    return {
      onSecond(view) {
        const { seconds, nowMs, price } = view;
        if (!isWarm(view) || seconds.length < windowSeconds) return undefined;
        const boughtLots = sumOf(seconds, 'buy', 0, windowSeconds);
        const soldLots = sumOf(seconds, 'sell', 0, windowSeconds);
        const imbalance = (boughtLots - soldLots) / (boughtLots + soldLots);
        if (!(Math.abs(imbalance) >= set.lowImbalance)) return undefined;
        const sign = Math.sign(imbalance);
        const newer = sumOf(seconds, 'buy', 0, half) - sumOf(seconds, 'sell', 0, half);
        const newerVolume = sumOf(seconds, 'buy', 0, half) + sumOf(seconds, 'sell', 0, half);
        const older = boughtLots - soldLots - newer;
        const olderVolume = boughtLots + soldLots - newerVolume;
        if (newer * sign < set.lowImbalance * newerVolume) return undefined;
        if (older * sign < set.lowImbalance * olderVolume || newerVolume * olderVolume === 0)
          return undefined;
        const held = Math.min(seconds.length, lookBackSeconds);
        const total = sumOf(seconds, 'buy', 0, held) + sumOf(seconds, 'sell', 0, held);
        const usualLots = (total * windowSeconds) / held;
        if (boughtLots + soldLots < set.minVolumeTimes * usualLots) return undefined;
        const grade = Math.abs(imbalance) >= set.mediumImbalance ? 'medium' : 'low';
        const severity = episode.see(grade, nowMs);
        if (severity === undefined) return undefined;
        return toAnomaly('one-sided-flow', severity, {
          side: imbalance > 0 ? 'buy' : 'sell',
          eventMs: nowMs,
          price,
          figures: { imbalance, boughtLots, soldLots, usualLots: Math.round(usualLots), windowSeconds },
        });
      },
    };
  },
});

function sumOf(seconds: Seconds, side: 'buy' | 'sell', from: number, to: number): number {
  let sum = 0;
  for (let age = from; age < to; age++) sum += side === 'buy' ? seconds.buy(age) : seconds.sell(age);
  return sum;
}
