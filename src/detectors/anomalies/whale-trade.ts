import { z } from 'zod';
import { notionalOf } from '../../domain/market/instrument.ts';
import type { FlowView } from '../../domain/order-flow/flow-view.ts';
import { watchOrderSizes } from '../order-sizes.ts';
import type { Sweep } from '../sweeps.ts';
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

/** Trades of one aggressor at one time count as one order. */
export const whaleTrade = defineAnomaly({
  name: 'whale-trade',
  summary: 'A single order many times larger than the largest of the usual ones was executed.',
  warmUp: 'a minute and 20 orders',
  settings,
  create: (set) => {
    const episode = new Episode<'low' | 'medium'>(set.calmMs);
    return watchOrderSizes(set.lookBackMs, (sizes) => sizes.quantile(set.quantile), judge);

    function judge(order: Sweep, usualLots: number, view: FlowView): FoundAnomaly {
      const { size, aggressor, lastPrice, eventMs, trades } = order;
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
