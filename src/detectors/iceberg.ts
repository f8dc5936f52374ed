import { z } from 'zod';
import type { FlowView, Print } from '../domain/order-flow/flow-view.ts';
import { type Detection, defineDetector } from './detector.ts';
import { Episode, sizeAt } from './iceberg/episode.ts';
import { PriceSlots } from './price-slots.ts';
import { strengthOf } from './strength-of.ts';

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
  warmUp: 'a minute of a known book, which tells the median level',
  settings,
  create: (set) => {
    let slots = new PriceSlots((isAsk) => new Episode(isAsk));
    let waiting: Episode[] = [];
    return {
      onTrade(print, view) {
        if (!view.isBookKnown) return undefined;
        const { price, eventMs, size } = print;
        const episode = slots.at(price, print.aggressor === 'buy');
        if (episode.price !== price || eventMs - episode.refilledMs > set.idleMs)
          if (!begin(episode, print, view)) return undefined;
        const shown = sizeAt(episode, view);
        episode.hit(print, shown);
        // a book that is newer than the trade shows already what it left
        if (eventMs < view.bookMs) return undefined;
        if (Number.isNaN(episode.leftLots)) {
          episode.leftLots = shown;
          waiting.push(episode);
        }
        episode.leftLots = Math.max(0, Math.min(episode.leftLots, shown) - size);
        return undefined;
      },
      onDepth(view) {
        if (waiting.length === 0) return undefined;
        let found: Detection[] | undefined;
        let kept = 0;
        for (const episode of waiting) {
          const state = stateOf(episode, view);
          if (state === 'waiting') waiting[kept++] = episode;
          else episode.leftLots = Number.NaN;
          const detection = state === 'refilled' ? judge(episode, view) : undefined;
          if (detection) found = [...(found ?? []), detection];
        }
        waiting.length = kept;
        return found;
      },
      onGap() {
        slots = new PriceSlots((isAsk) => new Episode(isAsk));
        waiting = [];
      },
    };

    function begin(episode: Episode, { price, eventMs }: Print, view: FlowView): boolean {
      if (!Number.isNaN(episode.leftLots)) waiting.splice(waiting.indexOf(episode), 1);
      episode.begin(price, eventMs);
      if (sizeAt(episode, view) > 0) return true;
      episode.end();
      return false;
    }

    function stateOf(episode: Episode, view: FlowView): 'waiting' | 'refilled' | 'over' {
      if (view.bookMs < episode.tradedMs) return 'waiting';
      const after = sizeAt(episode, view);
      if (view.bookMs - episode.tradedMs > set.refillMs) {
        // what is gone for good was no iceberg, or was one to its end
        if (after === 0) episode.end();
        return 'over';
      }
      if (after <= episode.leftLots) return 'waiting';
      episode.refill(after, set.minHitShare);
      return 'refilled';
    }

    function judge(episode: Episode, { nowMs, levels }: FlowView): Detection | undefined {
      if (nowMs - episode.firedMs < set.coolDownMs) return undefined;
      const series = episode.seriesOf(set.minRefills, set.executedToShown);
      const medianLots = levels.quantile(0.5);
      if (!series || !(series.executedLots >= set.executedToMedian * medianLots)) return undefined;
      const { refills, executedLots, shownLots, from, startedMs } = series;
      const { price, isAsk, tradedMs, to } = episode;
      episode.firedMs = nowMs;
      return {
        side: isAsk ? 'sell' : 'buy',
        eventMs: nowMs,
        price,
        strength: strengthOf(executedLots, set.executedToShown * shownLots),
        trades: { from, to },
        invalidation: price,
        figures: { refills, executedLots, shownLots, medianLots, durationMs: tradedMs - startedMs },
      };
    }
  },
});
