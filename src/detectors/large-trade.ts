import { z } from 'zod';
import { notionalOf } from '../domain/market/instrument.ts';
import type { FlowView } from '../domain/order-flow/flow-view.ts';
import type { WindowedSizes } from '../domain/order-flow/windowed-sizes.ts';
import { type Detection, defineDetector } from './detector.ts';
import { watchOrderSizes } from './order-sizes.ts';
import { strengthOf } from './strength-of.ts';
import type { Sweep } from './sweeps.ts';

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

/** Trades of one aggressor at one time count as one order. Strength: size ÷ the quantile − 1, at most 1. */
export const largeTrade = defineDetector({
  name: 'large-trade',
  summary: 'An order far larger than the usual was executed at once.',
  warmUp: 'a minute and 20 orders',
  settings,
  create: (set) => {
    const fired = {
      buy: { ms: Number.NEGATIVE_INFINITY, size: 0 },
      sell: { ms: Number.NEGATIVE_INFINITY, size: 0 },
    };
    const usualOf = (sizes: WindowedSizes) =>
      Math.max(sizes.quantile(set.quantile), set.minMedians * sizes.quantile(0.5));
    return watchOrderSizes(set.lookBackMs, usualOf, judge);

    function judge(order: Sweep, usualLots: number, view: FlowView): Detection | undefined {
      const { size, eventMs, aggressor, firstPrice, lastPrice, from, to, trades } = order;
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
