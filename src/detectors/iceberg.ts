import { z } from 'zod';
import type { FlowView, Print } from '../domain/order-flow/flow-view.ts';
import { type Detection, defineDetector } from './detector.ts';
import { createPriceSlots } from './price-slots.ts';
import { strengthOf } from './strength-of.ts';

type Episode = {
  price: number;
  isAsk: boolean;
  /** Since the last refill, and before it. */
  hitLots: number;
  executedLots: number;
  shownLots: number;
  refills: number;
  /** What should be left of the level after the trades that the book does not show yet; NaN while there are none. */
  leftLots: number;
  startedMs: number;
  refilledMs: number;
  tradedMs: number;
  from: number;
  to: number;
  firedMs: number;
};

const newEpisode = (isAsk: boolean): Episode => ({
  price: Number.NaN,
  isAsk,
  hitLots: 0,
  executedLots: 0,
  shownLots: 0,
  refills: 0,
  leftLots: Number.NaN,
  startedMs: 0,
  refilledMs: Number.NEGATIVE_INFINITY,
  tradedMs: 0,
  from: 0,
  to: 0,
  firedMs: Number.NEGATIVE_INFINITY,
});

const settings = z.strictObject({
  minRefills: z.int().min(1).default(3).describe('Times the level must have been filled up again.'),
  refillMs: z
    .number()
    .positive()
    .default(300)
    .describe('Time in ms after a trade within which the level must show more again.'),
  executedToShown: z
    .number()
    .positive()
    .default(3)
    .describe('What was executed must be this many times the largest size shown.'),
  executedToMedian: z
    .number()
    .positive()
    .default(5)
    .describe('What was executed must be this many times the median level.'),
  minHitShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.2)
    .describe(
      'Share of the largest size shown that must be executed between two refills: less is topped up in any market.',
    ),
  idleMs: z.number().positive().default(10_000).describe('Time in ms without a refill that ends an episode.'),
  coolDownMs: z.number().min(0).default(60_000).describe('Time in ms before the same price may fire again.'),
});

/** Strength: how far the executed lots exceed `executedToShown` × the largest size shown; 1 at twice that. */
export const iceberg = defineDetector({
  name: 'iceberg',
  summary: 'A level at the touch that shows little and is filled up again each time it is hit.',
  settings,
  create: (set) => {
    const slots = createPriceSlots(newEpisode);
    const waiting: Episode[] = [];
    return {
      onTrade(print, view) {
        if (!view.isBookKnown) return undefined;
        const episode = slots.at(print.price, print.aggressor === 'buy');
        if (episode.price !== print.price || print.eventMs - episode.refilledMs > set.idleMs)
          if (!begin(episode, print, view)) return undefined;
        const shown = sizeAt(episode, view);
        if (shown > episode.shownLots) episode.shownLots = shown;
        episode.hitLots += print.size;
        episode.tradedMs = print.eventMs;
        episode.to = print.id;
        // the book is newer than the trade and shows already what it left
        if (print.eventMs < view.bookMs) return undefined;
        if (Number.isNaN(episode.leftLots)) {
          episode.leftLots = shown;
          waiting.push(episode);
        }
        episode.leftLots = Math.max(0, Math.min(episode.leftLots, shown) - print.size);
        return undefined;
      },
      onDepth(view) {
        if (waiting.length === 0) return undefined;
        let found: Detection[] | undefined;
        let kept = 0;
        for (const episode of waiting) {
          if (isWaiting(episode, view)) waiting[kept++] = episode;
          else {
            const detection = judge(episode, view);
            if (detection) found = [...(found ?? []), detection];
          }
        }
        waiting.length = kept;
        return found;
      },
      onGap() {
        slots.reset();
        waiting.length = 0;
      },
    };

    function begin(episode: Episode, { price, id, eventMs }: Print, view: FlowView): boolean {
      const wasWaiting = !Number.isNaN(episode.leftLots);
      if (wasWaiting) waiting.splice(waiting.indexOf(episode), 1);
      const { isAsk, firedMs } = episode;
      const isSame = episode.price === price;
      Object.assign(episode, newEpisode(isAsk), { price, startedMs: eventMs, refilledMs: eventMs, from: id });
      if (isSame) episode.firedMs = firedMs;
      if (sizeAt(episode, view) > 0) return true;
      episode.refilledMs = Number.NEGATIVE_INFINITY;
      return false;
    }

    /** Looks for a refill, and says whether one may still come. */
    function isWaiting(episode: Episode, view: FlowView): boolean {
      if (view.bookMs < episode.tradedMs) return true;
      const after = sizeAt(episode, view);
      const isOver = view.bookMs - episode.tradedMs > set.refillMs;
      if (!isOver && after > episode.leftLots) refill(episode, after);
      else if (!isOver) return true;
      // what is gone for good was no iceberg, or was one to its end
      else if (after === 0) episode.refilledMs = Number.NEGATIVE_INFINITY;
      episode.leftLots = Number.NaN;
      return false;
    }

    function refill(episode: Episode, shown: number): void {
      if (episode.hitLots >= set.minHitShare * episode.shownLots) {
        episode.refills++;
        episode.executedLots += episode.hitLots;
        episode.refilledMs = episode.tradedMs;
      }
      episode.hitLots = 0;
      if (shown > episode.shownLots) episode.shownLots = shown;
    }

    function judge(episode: Episode, view: FlowView): Detection | undefined {
      const { refills, executedLots, shownLots, price, tradedMs, startedMs, from, to } = episode;
      if (refills < set.minRefills || executedLots < set.executedToShown * shownLots) return undefined;
      if (view.nowMs - episode.firedMs < set.coolDownMs) return undefined;
      const medianLots = view.levels.quantile(0.5);
      if (!(executedLots >= set.executedToMedian * medianLots)) return undefined;
      episode.firedMs = view.nowMs;
      return {
        side: episode.isAsk ? 'sell' : 'buy',
        eventMs: view.nowMs,
        price,
        strength: strengthOf(executedLots, set.executedToShown * shownLots),
        trades: { from, to },
        invalidation: price,
        figures: { refills, executedLots, shownLots, medianLots, durationMs: tradedMs - startedMs },
      };
    }
  },
});

function sizeAt({ price, isAsk }: Episode, { book }: FlowView): number {
  return (isAsk ? book.asks : book.bids).at(price);
}
