import { z } from 'zod';
import type { FlowView } from '../../domain/order-flow/flow-view.ts';
import { defineAnomaly } from './anomaly.ts';
import { Episode } from './episode.ts';
import { Sustained } from './sustained.ts';
import { toAnomaly } from './to-anomaly.ts';

const settings = z.strictObject({
  lowImbalance: z
    .number()
    .min(0)
    .max(1)
    .default(0.7)
    .describe('Low: |bids − asks| ÷ (bids + asks) from here on.'),
  mediumImbalance: z.number().min(0).max(1).default(0.9).describe('Medium: from here on.'),
  depthTicks: z.int().positive().default(50).describe('Ticks behind the touch that are counted.'),
  sustainMs: z.number().min(0).default(5000).describe('Time in ms that it must last.'),
  calmMs: z.number().positive().default(30_000).describe('Time in ms without it that ends an episode.'),
});

const severities = [undefined, 'low', 'medium'] as const;

/** Side: many bids speak for rising prices. An empty side is critical at once. */
export const oneSidedBook = defineAnomaly({
  name: 'one-sided-book',
  summary: 'Nearly all orders near the price rest on one side of the book.',
  warmUp: 'nothing, for it compares with no past',
  settings,
  create: (set) => {
    const episode = new Episode<'low' | 'medium' | 'critical'>(set.calmMs);
    const bidHeavy = new Sustained(set.sustainMs, 2);
    const askHeavy = new Sustained(set.sustainMs, 2);
    return { onDepth: judge, onSecond: judge };

    function judge(view: FlowView) {
      const { nowMs, book, isBookKnown } = view;
      if (!isBookKnown) {
        bidHeavy.reset();
        askHeavy.reset();
        return undefined;
      }
      const bidLots = book.bids.size === 0 ? 0 : book.bids.within(set.depthTicks);
      const askLots = book.asks.size === 0 ? 0 : book.asks.within(set.depthTicks);
      const imbalance = (bidLots - askLots) / (bidLots + askLots);
      const held = Math.max(
        bidHeavy.see(gradeOf(imbalance), nowMs),
        askHeavy.see(gradeOf(-imbalance), nowMs),
      );
      const isEmpty = bidLots === 0 || askLots === 0;
      const severity = episode.see(isEmpty ? 'critical' : severities[held], nowMs);
      if (severity === undefined) return undefined;
      return toAnomaly('one-sided-book', severity, {
        side: imbalance > 0 ? 'buy' : imbalance < 0 ? 'sell' : 'none',
        eventMs: nowMs,
        price: view.price,
        figures: { imbalance, bidLots, askLots, lastedMs: isEmpty ? 0 : set.sustainMs },
      });
    }

    function gradeOf(imbalance: number): number {
      return imbalance >= set.mediumImbalance ? 2 : imbalance >= set.lowImbalance ? 1 : 0;
    }
  },
});
