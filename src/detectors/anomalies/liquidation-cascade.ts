import { z } from 'zod';
import { notionalOf } from '../../domain/market/instrument.ts';
import { defineAnomaly } from './anomaly.ts';
import { Episode } from './episode.ts';
import { ForcedOrders } from './forced-orders.ts';
import { toAnomaly } from './to-anomaly.ts';

const count = z.int().min(2);
const settings = z.strictObject({
  windowMs: z.number().positive().default(30_000).describe('Time in ms within which they are counted.'),
  mediumOrders: count.default(5).describe('Medium: so many forced orders of one side.'),
  highOrders: count.default(10).describe('High: so many.'),
  criticalOrders: count.default(20).describe('Critical: so many.'),
  floorQuote: z
    .number()
    .min(0)
    .default(50_000)
    .describe('Worth in quote currency that they have together in any case.'),
  calmMs: z.number().positive().default(60_000).describe('Time in ms without it that ends an episode.'),
});

/** Binance tells one forced order per second and symbol at most, so a count stands for that many seconds. Side: the way they push. */
export const liquidationCascade = defineAnomaly({
  name: 'liquidation-cascade',
  summary: 'Positions of one side are closed by force, one after another.',
  warmUp: 'nothing, for it compares with no past',
  settings,
  create: (set) => {
    const longs = { orders: new ForcedOrders(set.windowMs), episode: newEpisode() };
    const shorts = { orders: new ForcedOrders(set.windowMs), episode: newEpisode() };
    return {
      onFeed({ kind, price, size, eventMs }, { instrument }) {
        if (kind !== 'longLiquidated' && kind !== 'shortLiquidated') return undefined;
        const { orders, episode } = kind === 'longLiquidated' ? longs : shorts;
        orders.add(eventMs, price, size, notionalOf(instrument, price, size));
        if (orders.worthQuote < set.floorQuote) return undefined;
        const severity = episode.see(gradeOf(orders.length), eventMs);
        if (severity === undefined) return undefined;
        const { length, sizeLots, worthQuote, firstPrice } = orders;
        return toAnomaly('liquidation-cascade', severity, {
          side: kind === 'longLiquidated' ? 'sell' : 'buy',
          eventMs,
          price,
          figures: { orders: length, sizeLots, worthQuote, movedTicks: price - firstPrice },
        });
      },
    };

    function newEpisode() {
      return new Episode<'medium' | 'high' | 'critical'>(set.calmMs);
    }

    function gradeOf(orders: number) {
      if (orders >= set.criticalOrders) return 'critical';
      if (orders >= set.highOrders) return 'high';
      return orders >= set.mediumOrders ? 'medium' : undefined;
    }
  },
});
