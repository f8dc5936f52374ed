import { z } from 'zod';
import type { FlowView } from '../domain/order-flow/flow-view.ts';
import { deltaOf, type FootprintBar, volumeOf } from '../domain/order-flow/footprint.ts';
import type { Zone } from '../domain/order-flow/zone.ts';
import { type BarWindow, windowOf } from './bar-window.ts';
import { type OpenBreakout, toBreakout, toFailure } from './breakout/breakout-detections.ts';
import { type Detection, defineDetector } from './detector.ts';
import { type End, endOf } from './pivots.ts';
import { TradeSpans } from './trade-spans.ts';
import { isWarm } from './warm-up.ts';
import { zoneSettings } from './zones/zone-settings.ts';
import { ZoneTracker } from './zones/zone-tracker.ts';

export const breakout = defineDetector({
  name: 'breakout',
  summary:
    'A bar closes beyond a zone or the range of the bars before, with aggression and volume behind it; or it fails and comes back.',
  warmUp: 'a minute and `minBars` closed bars',
  settings: z.strictObject({
    bars: z
      .int()
      .min(2)
      .max(239)
      .default(20)
      .describe('Bars whose range is to be broken, and whose mean volume counts'),
    minBars: z.int().min(1).default(3).describe('Fewest bars to compare with while there is no more'),
    minDeltaShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .describe('Share of the volume that the delta of the bar must reach in the direction of the break'),
    minVolumeRatio: z
      .number()
      .min(0)
      .default(1)
      .describe('Volume of the bar must be above so many times the mean of the bars before'),
    failBars: z
      .int()
      .min(1)
      .default(3)
      .describe('Bars within which a close back inside makes it a failed breakout'),
    quietBars: z
      .int()
      .min(0)
      .default(10)
      .describe('The same move is told once: silence for the same side after a breakout, in bars'),
    ...zoneSettings,
  }),
  create(settings) {
    const tracker = new ZoneTracker(settings);
    const quiet = { 1: 0, '-1': 0 };
    const spans = new TradeSpans(settings.failBars + 1);
    let open: OpenBreakout | undefined;

    const findFailure = (bar: FootprintBar, view: FlowView): Detection | undefined => {
      if (open === undefined) return undefined;
      const { end, broken } = open;
      open.barsLeft--;
      open.extreme = end * Math.max(endOf(bar, end) * end, open.extreme * end);
      if ((bar.close - broken) * end >= 0) {
        if (open.barsLeft === 0) open = undefined;
        return undefined;
      }
      const trades = spans.since(settings.failBars - open.barsLeft);
      const failed = { ...toFailure(open, bar, view, settings.failBars), trades };
      open = undefined;
      quiet[end] = 0;
      return failed;
    };

    const findBreakout = (bar: FootprintBar, view: FlowView, flipped: readonly Zone[], end: End) => {
      if (quiet[end] > 0) {
        quiet[end]--;
        return undefined;
      }
      const before = windowOf(view.bars, settings.bars);
      if (before.count < settings.minBars || !isWarm(view)) return undefined;
      const share = (deltaOf(bar) * end) / volumeOf(bar);
      const ratio = volumeOf(bar) / before.meanVolume;
      if (!(share >= settings.minDeltaShare) || !(ratio > settings.minVolumeRatio)) return undefined;
      const broken = brokenBy(bar, before, flipped, end);
      if (broken === undefined) return undefined;
      quiet[end] = settings.quietBars;
      open = { end, ...broken, extreme: endOf(bar, end), barsLeft: settings.failBars };
      return { ...toBreakout(open, bar, view, { share, ratio }, settings), trades: spans.since(0) };
    };

    return {
      onTrade(print, view) {
        spans.add(print.id);
        tracker.trade(print, view);
        return undefined;
      },
      onBar(bar, view) {
        spans.end();
        const flipped = tracker.endBar(bar, view);
        const failed = findFailure(bar, view);
        const up = findBreakout(bar, view, flipped, 1);
        const down = findBreakout(bar, view, flipped, -1);
        return [failed, up, down].filter((each) => each !== undefined);
      },
    };
  },
});

/** The far edge of the furthest zone that the bar closed through, else the end of the range if it closed beyond that. */
function brokenBy(
  { close }: FootprintBar,
  { high, low }: BarWindow,
  flipped: readonly Zone[],
  end: End,
): { readonly broken: number; readonly variant: 'zone' | 'range' } | undefined {
  const edges = flipped
    .filter(({ side }) => side === (end === 1 ? 'support' : 'resistance'))
    .map(({ lowTicks, highTicks }) => (end === 1 ? highTicks : lowTicks));
  if (edges.length > 0)
    return { broken: end * Math.max(...edges.map((edge) => edge * end)), variant: 'zone' };
  const range = end === 1 ? high : low;
  return (close - range) * end > 0 ? { broken: range, variant: 'range' } : undefined;
}
