import { z } from 'zod';
import { findQuietRange } from './accumulation-distribution/quiet-range.ts';
import { defineDetector } from './detector.ts';
import { TradeSpans } from './trade-spans.ts';
import { isWarm } from './warm-up.ts';

/** Strength: how one-sided the aggression is, 0 at the share needed, 1 where one side alone traded. */
export const accumulationDistribution = defineDetector({
  name: 'accumulation-distribution',
  summary:
    'For minutes one side attacks, and the price stays in a narrow range and does not follow: somebody takes it all.',
  warmUp: '`rangeSeconds`, and three closed bars for the ATR',
  settings: z.strictObject({
    rangeSeconds: z.int().min(60).max(3600).default(300).describe('How long the range must hold, in seconds'),
    maxRangeAtr: z.number().positive().default(1).describe('Width of the range at most, in ATR'),
    minShare: z
      .number()
      .min(0.5)
      .max(1)
      .default(0.6)
      .describe('Share of the aggression that must come from one side'),
    minTradedShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .describe('Share of the seconds in which there must have been a trade'),
  }),
  create({ rangeSeconds, maxRangeAtr, minShare, minTradedShare }) {
    /** The range that was told: silence while the price stays in it, or widens it by no more than it may be wide. */
    let told: { high: number; low: number; maxTicks: number } | undefined;
    const isTold = (high: number, low: number) => {
      if (told === undefined) return false;
      told.high = Math.max(told.high, high);
      told.low = Math.min(told.low, low);
      if (told.high - told.low <= told.maxTicks) return true;
      told = undefined;
      return false;
    };
    const spans = new TradeSpans(rangeSeconds);
    return {
      onTrade({ id }) {
        spans.add(id);
        return undefined;
      },
      onSecond(view) {
        spans.end();
        const { seconds, nowMs, atr } = view;
        if (isTold(seconds.high(0), seconds.low(0)) || !isWarm(view)) return undefined;
        const maxTicks = maxRangeAtr * atr;
        const range = findQuietRange(seconds, rangeSeconds, maxTicks);
        if (range === undefined || range.traded < minTradedShare * rangeSeconds) return undefined;
        const { high, low, buy, sell, priceSlope, cvdSlope } = range;
        const share = Math.max(buy, sell) / (buy + sell);
        const isAccumulation = sell > buy && cvdSlope < 0 && priceSlope >= 0;
        const isDistribution = buy > sell && cvdSlope > 0 && priceSlope <= 0;
        if (!(share >= minShare) || !(isAccumulation || isDistribution)) return undefined;
        told = { high, low, maxTicks };
        return {
          side: isAccumulation ? 'buy' : 'sell',
          variant: isAccumulation ? 'accumulation' : 'distribution',
          eventMs: nowMs,
          price: seconds.close(0),
          strength: minShare < 1 ? (share - minShare) / (1 - minShare) : 1,
          trades: spans.since(rangeSeconds - 1),
          invalidation: isAccumulation ? low : high,
          figures: {
            highTicks: high,
            lowTicks: low,
            atrTicks: atr,
            boughtLots: buy,
            soldLots: sell,
            share,
            priceSlopeTicks: priceSlope,
            cvdSlopeLots: cvdSlope,
          },
        };
      },
    };
  },
});
