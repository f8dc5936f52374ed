import { z } from 'zod';
import type { FlowView } from '../domain/order-flow/flow-view.ts';
import type { Zone } from '../domain/order-flow/zone.ts';
import { type Detection, defineDetector } from './detector.ts';
import { TradeSpans } from './trade-spans.ts';
import type { ZonedRun } from './zoned-run.ts';
import { zoneSettings } from './zones/zone-settings.ts';
import { ZoneTracker } from './zones/zone-tracker.ts';

/** What else may lie in a zone besides turns. */
const OTHER_SOURCES = 4;

export const supportResistance = defineDetector({
  name: 'support-resistance',
  summary:
    'The price turned several times at the same place: it turns there again, or closes through and the place changes its role.',
  warmUp: 'a minute, then as many turns as make a zone',
  settings: z.strictObject({
    ...zoneSettings,
    quietMs: z
      .int()
      .min(0)
      .default(60_000)
      .describe('Silence about turns at a zone after one was told, in ms'),
  }),
  create(settings): ZonedRun {
    const tracker = new ZoneTracker(settings);
    const spans = new TradeSpans(1);
    const toldMs = new WeakMap<Zone, number>();
    const isQuiet = (zone: Zone, nowMs: number) =>
      nowMs - (toldMs.get(zone) ?? Number.NEGATIVE_INFINITY) < settings.quietMs;
    return {
      get zones() {
        return tracker.zones;
      },
      onTrade(print, view) {
        spans.add(print.id);
        const zone = tracker.trade(print, view);
        if (zone === undefined || isQuiet(zone, view.nowMs)) return undefined;
        toldMs.set(zone, view.nowMs);
        const trades = { from: tracker.turnId, to: print.id };
        return { ...toDetection(zone, 'rejection', view, settings.minTouches), trades };
      },
      onBar(bar, view) {
        spans.end();
        const flipped = tracker.endBar(bar, view);
        if (flipped.length === 0) return undefined;
        // one move may go through several that overlap: told of the one that mattered most
        const most = flipped.reduce((best, zone) => (zone.touches > best.touches ? zone : best));
        return { ...toDetection(most, 'role-flip', view, settings.minTouches), trades: spans.since(0) };
      },
    };
  },
});

/** Strength: the touches beyond those needed, 1 at twice as many, and as much for all that else lies in the zone. */
function toDetection(
  { side, lowTicks, highTicks, touches, sinceMs, sources }: Zone,
  variant: 'rejection' | 'role-flip',
  { nowMs, price }: FlowView,
  minTouches: number,
): Detection {
  const isSupport = side === 'support';
  const more = Math.min(1, touches / minTouches - 1);
  return {
    side: isSupport ? 'buy' : 'sell',
    variant,
    eventMs: nowMs,
    price: isSupport ? highTicks : lowTicks,
    strength: (more + (sources.length - 1) / OTHER_SOURCES) / 2,
    invalidation: isSupport ? lowTicks : highTicks,
    figures: {
      lowTicks,
      highTicks,
      touches,
      priceTicks: price,
      ageMs: nowMs - sinceMs,
      sources: sources.join(', '),
    },
  };
}
