import { z } from 'zod';
import { defineDetector } from './detector.ts';
import { findFinishedAuction } from './exhaustion/finished-auction.ts';
import { FlowExhaustion } from './exhaustion/flow-exhaustion.ts';
import { PassiveZone } from './exhaustion/passive-zone.ts';
import { TradeSpans } from './trade-spans.ts';

const share = z.number().min(0).max(1);

export const exhaustion = defineDetector({
  name: 'exhaustion',
  summary:
    'One side is used up: nobody trades against the last row, a new extreme has less behind it, or what rested is eaten.',
  warmUp: 'a minute and `minBars` closed bars; for a passive zone a minute of a known book',
  settings: z.strictObject({
    lookBackBars: z
      .int()
      .min(2)
      .max(239)
      .default(20)
      .describe('Bars that a new extreme of price, delta or cumulative delta must exceed'),
    minBars: z.int().min(1).default(3).describe('Fewest bars to compare with while there is no more'),
    minRows: z.int().min(1).default(3).describe('Rows that a bar needs for a finished auction'),
    minVolumeShare: z
      .number()
      .min(0)
      .default(0.25)
      .describe('Volume that a bar needs for a finished auction, as a share of the mean of the bars before'),
    maxLegRatio: z
      .number()
      .min(0)
      .default(0.7)
      .describe('Aggression of the last leg, at most, as a share of the leg before in that direction'),
    turnAtr: z
      .number()
      .positive()
      .default(1)
      .describe('How far the price comes back for a leg to end, in ATR'),
    zoneTicks: z
      .int()
      .min(0)
      .max(1000)
      .default(10)
      .describe('Depth of a passive zone behind the touch, in ticks'),
    zoneDeviations: z
      .number()
      .min(0)
      .default(2)
      .describe('Standard deviations above its mean that a passive zone must hold to be watched'),
    zoneMs: z.int().min(1000).default(30_000).describe('How long a passive zone is watched, in ms'),
    minDepletion: share.default(0.75).describe('Share of the passive zone that must be gone'),
    minExecutedShare: share.default(0.5).describe('Share of what is gone that must have been executed'),
    lookBackSeconds: z
      .int()
      .min(60)
      .max(3600)
      .default(600)
      .describe('What usually rests near the touch is taken from so many seconds'),
  }),
  create(settings) {
    const spans = new TradeSpans(1);
    const flow = new FlowExhaustion(settings);
    const bids = new PassiveZone(settings, 'bid');
    const asks = new PassiveZone(settings, 'ask');
    return {
      onTrade(print) {
        spans.add(print.id);
        const hit = print.aggressor === 'buy' ? asks : bids;
        if (hit.isTracked) hit.trade(print);
        return undefined;
      },
      onDepth(view) {
        if (!bids.isTracked && !asks.isTracked) return undefined;
        const below = bids.isTracked ? bids.change(view) : undefined;
        const above = asks.isTracked ? asks.change(view) : undefined;
        return below && above ? [below, above] : (below ?? above);
      },
      onSecond(view) {
        bids.endSecond(view);
        asks.endSecond(view);
        return undefined;
      },
      onBar(bar, view) {
        spans.end();
        const trades = spans.since(0);
        const found = [
          findFinishedAuction(bar, view, 1, settings),
          findFinishedAuction(bar, view, -1, settings),
          flow.endBar(bar, view),
        ];
        return found.flatMap((each) => (each ? { ...each, trades } : []));
      },
      onGap() {
        bids.forget();
        asks.forget();
      },
    };
  },
});
