import { z } from 'zod';
import type { FlowView } from '../domain/order-flow/flow-view.ts';
import { Aggression } from './absorption/aggression.ts';
import { type Detection, defineDetector } from './detector.ts';
import { strengthOf } from './strength-of.ts';

/** Strength: the mean of how far the aggression exceeds what is enough, 1 at twice that, and of how well the level stands. */
export const absorption = defineDetector({
  name: 'absorption',
  summary:
    'One side attacks far harder than usual and gets nowhere: a passive level takes all of it and stands.',
  warmUp: 'a minute; a side that did not trade in it has no usual to be compared with',
  settings: z.strictObject({
    windowMs: z.int().min(1000).max(60_000).default(5000).describe('Window of the aggression, in ms'),
    lookBackSeconds: z
      .int()
      .min(60)
      .max(3600)
      .default(600)
      .describe('What is usual is taken from so many seconds'),
    deviations: z
      .number()
      .min(0)
      .default(3)
      .describe('Standard deviations above the mean of the same side that make an attack'),
    minRatio: z
      .number()
      .min(1)
      .default(2)
      .describe('And so many times the mean, where trading is so even that deviations are small'),
    maxProgressTicks: z.int().min(0).default(2).describe('Ticks that the attack may have moved the price'),
    minHeldShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe('Share of the passive level that must still rest, unless it was refilled'),
    minLevelShare: z
      .number()
      .min(0)
      .default(0.1)
      .describe('What was executed at the level, at least, as a share of what it showed'),
    settleMs: z
      .int()
      .min(0)
      .default(500)
      .describe('The attack is judged once it has paused for so many ms, at the latest after the window'),
    coolDownMs: z.int().min(0).default(5000).describe('Silence for the same side after a detection, in ms'),
  }),
  create(settings) {
    const buyers = new Aggression(settings, 'buy');
    const sellers = new Aggression(settings, 'sell');
    const judge = (view: FlowView): Detection | undefined => {
      if (sellers.burst.isOpen && sellers.isAbsorbed(view))
        return toDetection(sellers, 'buy', view, settings.maxProgressTicks);
      if (buyers.burst.isOpen && buyers.isAbsorbed(view))
        return toDetection(buyers, 'sell', view, settings.maxProgressTicks);
      return undefined;
    };
    return {
      onTrade(print, view) {
        (print.aggressor === 'buy' ? buyers : sellers).add(print, view);
        return undefined;
      },
      onDepth: judge,
      onSecond(view) {
        buyers.endSecond(view);
        sellers.endSecond(view);
        return judge(view);
      },
      onGap(view) {
        buyers.forget(view);
        sellers.forget(view);
      },
    };
  },
});

function toDetection(
  { burst, enough, usual }: Aggression,
  side: 'buy' | 'sell',
  { nowMs, book }: FlowView,
  far: number,
): Detection {
  const { level, volume, shown, executed, progress } = burst;
  const now = (side === 'buy' ? book.bids : book.asks).at(level);
  const standing = Math.min(1, now / Math.max(1, shown));
  return {
    side,
    eventMs: nowMs,
    price: level,
    strength: (strengthOf(volume, enough) + standing) / 2,
    trades: { from: burst.fromId, to: burst.toId },
    invalidation: side === 'buy' ? level - far : level + far,
    figures: {
      aggressionLots: volume,
      usualLots: Math.round(usual),
      enoughLots: Math.ceil(enough),
      progressTicks: progress,
      shownLots: shown,
      executedLots: executed,
      restingLots: now,
    },
  };
}
