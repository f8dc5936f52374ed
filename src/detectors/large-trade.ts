import { z } from 'zod';
import { notionalOf } from '../domain/market/instrument.ts';
import type { FlowView } from '../domain/order-flow/flow-view.ts';
import { WindowedSizes } from '../domain/order-flow/windowed-sizes.ts';
import { type Detection, defineDetector } from './detector.ts';
import { strengthOf } from './strength-of.ts';
import { type Sweep, Sweeps } from './sweeps.ts';
import { isWarm } from './warm-up.ts';

const settings = z.strictObject({
  quantile: z
    .number()
    .min(0)
    .max(1)
    .default(0.999)
    .describe('Share of the orders of the look-back that a large one exceeds.'),
  lookBackMs: z.number().positive().default(600_000).describe('Look-back in ms.'),
  floorQuote: z
    .number()
    .min(0)
    .default(100_000)
    .describe('Worth in quote currency that a large one has in any case.'),
  minMedians: z.number().min(0).default(10).describe('Median orders that a large one is worth in any case.'),
  coolDownMs: z
    .number()
    .min(0)
    .default(1000)
    .describe('Time in ms in which of one side only a larger one fires again.'),
});

const MOST_SIZES = 65_536;

/** Trades of one aggressor at one time count as one order. Strength: size ÷ the quantile − 1, at most 1. */
export const largeTrade = defineDetector({
  name: 'large-trade',
  summary: 'An order far larger than the usual was executed at once.',
  settings,
  create: (set) => {
    const sweeps = new Sweeps();
    const sizes = new WindowedSizes(set.lookBackMs, MOST_SIZES);
    const fired = {
      buy: { ms: Number.NEGATIVE_INFINITY, size: 0 },
      sell: { ms: Number.NEGATIVE_INFINITY, size: 0 },
    };
    let usualLots = Number.NaN;
    return {
      onTrade(print, view) {
        const sweep = sweeps.add(print);
        return sweep && judge(sweep, view);
      },
      onDepth(view) {
        const sweep = sweeps.endBefore(view.nowMs);
        return sweep && judge(sweep, view);
      },
      onSecond(view) {
        const sweep = sweeps.endBefore(view.nowMs);
        const found = sweep && judge(sweep, view);
        sizes.advance(view.nowMs);
        usualLots = isWarm(view)
          ? Math.max(sizes.quantile(set.quantile), set.minMedians * sizes.quantile(0.5))
          : Number.NaN;
        return found;
      },
    };

    function judge(sweep: Sweep, view: FlowView): Detection | undefined {
      const { size, eventMs, aggressor, firstPrice, lastPrice, from, to, trades } = sweep;
      sizes.add(view.nowMs, size);
      if (!(size > usualLots)) return undefined;
      const worthQuote = notionalOf(view.instrument, lastPrice, size);
      if (worthQuote < set.floorQuote) return undefined;
      const last = fired[aggressor];
      if (eventMs - last.ms < set.coolDownMs && size <= last.size) return undefined;
      last.ms = eventMs;
      last.size = size;
      return {
        side: aggressor,
        eventMs,
        price: lastPrice,
        strength: strengthOf(size, usualLots),
        trades: { from, to },
        invalidation: firstPrice,
        figures: {
          sizeLots: size,
          usualLots,
          worthQuote,
          trades,
          sweptTicks: Math.abs(lastPrice - firstPrice),
        },
      };
    }
  },
});
