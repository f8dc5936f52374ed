import { z } from 'zod';
import { type StackedZone, StackedZones } from '../domain/order-flow/bars/stacked-zones.ts';
import type { FlowView } from '../domain/order-flow/flow-view.ts';
import type { FootprintBar } from '../domain/order-flow/footprint.ts';
import type { Zone } from '../domain/order-flow/zone.ts';
import { type Detection, defineDetector } from './detector.ts';
import { strengthOf } from './strength-of.ts';
import { TradeSpans } from './trade-spans.ts';
import { isWarm } from './warm-up.ts';
import type { ZonedRun } from './zoned-run.ts';

/** Strength: the rows of the stack, 0 at the fewest that count, 1 from twice as many on; 0 where the bar closed beyond it. */
export const stackedImbalance = defineDetector({
  name: 'stacked-imbalance',
  summary:
    'In several rows of a bar, one above the other, one side was far stronger: a zone that should hold when touched.',
  warmUp: 'a minute, though it compares with no past: what it saw of the first bar may be a part of it',
  settings: z.strictObject({
    ratio: z
      .number()
      .min(1)
      .default(3)
      .describe('A row counts where one side is more than so many times the other'),
    minLots: z.int().min(0).default(0).describe('Lots that the stronger side of a row needs'),
    minRows: z.int().min(2).default(3).describe('Rows one above the other that make a stack'),
  }),
  create({ ratio, minLots, minRows }): ZonedRun {
    const zones = new StackedZones({ ratio, leastLots: minLots, leastRows: minRows });
    const spans = new TradeSpans(1);
    return {
      get zones() {
        return zones.live.map((each) => toZone(each));
      },
      onTrade({ id, price }) {
        spans.add(id);
        for (const { low, high } of zones.live)
          if (price >= low && price <= high) {
            zones.touch(price);
            break;
          }
        return undefined;
      },
      onBar(bar, view) {
        spans.end();
        const trades = spans.since(0);
        const added = zones.add(bar);
        if (!isWarm(view)) return undefined;
        return added.map((zone) => ({ ...toDetection(zone, bar, view, minRows), trades }));
      },
    };
  },
});

function toDetection(
  { side, low, high }: StackedZone,
  { binTicks, close }: FootprintBar,
  { nowMs }: FlowView,
  minRows: number,
): Detection {
  const rows = (high - low + 1) / binTicks;
  const isBuy = side === 'buy';
  const isBroken = isBuy ? close < low : close > high;
  return {
    side,
    eventMs: nowMs,
    price: isBuy ? high : low,
    strength: isBroken ? 0 : strengthOf(rows, minRows),
    invalidation: isBuy ? low : high,
    figures: { lowTicks: low, highTicks: high, rows, closeTicks: close },
  };
}

function toZone({ side, openMs, low, high }: StackedZone): Zone {
  return {
    kind: 'stacked-imbalance',
    side: side === 'buy' ? 'support' : 'resistance',
    lowTicks: low,
    highTicks: high,
    touches: 0,
    sinceMs: openMs,
    lastTouchMs: openMs,
    sources: ['stacked-imbalance'],
  };
}
