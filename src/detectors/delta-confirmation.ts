import { z } from 'zod';
import { deltaOf, type FootprintBar, volumeOf } from '../domain/order-flow/footprint.ts';
import { type Detection, defineDetector } from './detector.ts';
import { type End, endOf } from './pivots.ts';
import { strengthOf } from './strength-of.ts';
import { TradeSpans } from './trade-spans.ts';
import { isWarm } from './warm-up.ts';

/** Strength: the bar's delta as a share of its volume, 1 from twice what is needed on. */
export const deltaConfirmation = defineDetector({
  name: 'delta-confirmation',
  summary: 'Price and cumulative delta reach a new extreme together: aggression stands behind the move.',
  warmUp: 'a minute and `minBars` closed bars',
  settings: z.strictObject({
    bars: z.int().min(2).max(239).default(20).describe('Bars that price and cumulative delta must exceed'),
    minBars: z.int().min(1).default(3).describe('Fewest bars to compare with while there is no more'),
    minDeltaShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .describe('Share of the volume that the delta of the bar must reach in the direction of the price'),
    quietBars: z
      .int()
      .min(0)
      .default(10)
      .describe('The same move is told once: silence for the same side after a detection, in bars'),
  }),
  create(settings) {
    const spans = new TradeSpans(1);
    const quiet = { 1: 0, '-1': 0 };
    const look = (bars: readonly FootprintBar[], end: End, nowMs: number): Detection | undefined => {
      if (quiet[end] > 0) {
        quiet[end]--;
        return undefined;
      }
      const bar = bars.at(-1)!;
      const share = (deltaOf(bar) * end) / volumeOf(bar);
      const first = Math.max(0, bars.length - 1 - settings.bars);
      if (!(share >= settings.minDeltaShare) || bars.length - 1 - first < settings.minBars) return undefined;
      // of the cumulative delta only differences count: here it is 0 at the close of this bar
      let cvd = 0;
      let cvdExtreme = Number.NEGATIVE_INFINITY;
      let priceExtreme = Number.NEGATIVE_INFINITY;
      for (let i = bars.length - 2; i >= first; i--) {
        cvd -= deltaOf(bars[i + 1]!);
        cvdExtreme = Math.max(cvdExtreme, cvd * end);
        priceExtreme = Math.max(priceExtreme, endOf(bars[i]!, end) * end);
      }
      if (bar.close * end <= priceExtreme || cvdExtreme >= 0) return undefined;
      quiet[end] = settings.quietBars;
      return {
        side: end === 1 ? 'buy' : 'sell',
        eventMs: nowMs,
        price: bar.close,
        strength: strengthOf(share, settings.minDeltaShare),
        trades: spans.since(0),
        invalidation: endOf(bar, end === 1 ? -1 : 1),
        figures: {
          closeTicks: bar.close,
          exceededTicks: priceExtreme * end,
          cvdBeyondLots: -cvdExtreme,
          deltaLots: deltaOf(bar),
          deltaShare: share,
          bars: bars.length - 1 - first,
        },
      };
    };
    return {
      onTrade({ id }) {
        spans.add(id);
        return undefined;
      },
      onBar(_bar, view) {
        spans.end();
        if (!isWarm(view)) return undefined;
        const up = look(view.bars, 1, view.nowMs);
        const down = look(view.bars, -1, view.nowMs);
        return up ?? down;
      },
    };
  },
});
