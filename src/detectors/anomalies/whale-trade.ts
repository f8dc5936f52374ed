import { z } from 'zod';
import { notionalOf } from '../../domain/market/instrument.ts';
import type { FlowView } from '../../domain/order-flow/flow-view.ts';
import { WindowedSizes } from '../../domain/order-flow/windowed-sizes.ts';
import { type Sweep, Sweeps } from '../sweeps.ts';
import { isWarm } from '../warm-up.ts';
import { defineAnomaly, type FoundAnomaly } from './anomaly.ts';
import { Episode } from './episode.ts';
import { toAnomaly } from './to-anomaly.ts';

const settings = z.strictObject({
  quantile: z
    .number()
    .min(0)
    .max(1)
    .default(0.999)
    .describe('Share of the orders of the look-back that are no larger than the measure.'),
  lookBackMs: z.number().positive().default(600_000).describe('Look-back in ms.'),
  lowTimes: z.number().positive().default(3).describe('Low: this many times the measure.'),
  mediumTimes: z.number().positive().default(10).describe('Medium: this many times the measure.'),
  floorQuote: z.number().min(0).default(250_000).describe('Worth in quote currency that it has in any case.'),
  calmMs: z.number().positive().default(10_000).describe('Time in ms without one that ends an episode.'),
});

const MOST_SIZES = 65_536;

/** Trades of one aggressor at one time count as one order. */
export const whaleTrade = defineAnomaly({
  name: 'whale-trade',
  summary: 'A single order many times larger than the largest of the usual ones was executed.',
  settings,
  create: (set) => {
    const episode = new Episode<'low' | 'medium'>(set.calmMs);
    const sweeps = new Sweeps();
    const sizes = new WindowedSizes(set.lookBackMs, MOST_SIZES);
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
        usualLots = isWarm(view) ? sizes.quantile(set.quantile) : Number.NaN;
        return found;
      },
    };

    function judge(sweep: Sweep, view: FlowView): FoundAnomaly {
      const { size, aggressor, lastPrice, eventMs, trades } = sweep;
      sizes.add(view.nowMs, size);
      const times = size / usualLots;
      if (!(times >= set.lowTimes)) return undefined;
      const worthQuote = notionalOf(view.instrument, lastPrice, size);
      if (worthQuote < set.floorQuote) return undefined;
      const severity = episode.see(times >= set.mediumTimes ? 'medium' : 'low', eventMs);
      if (severity === undefined) return undefined;
      return toAnomaly('whale-trade', severity, {
        side: aggressor,
        eventMs,
        price: lastPrice,
        figures: { sizeLots: size, usualLots, worthQuote, trades },
      });
    }
  },
});
