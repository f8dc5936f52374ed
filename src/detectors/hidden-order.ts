import { z } from 'zod';
import type { FlowView, Print } from '../domain/order-flow/flow-view.ts';
import { type Detection, defineDetector } from './detector.ts';
import { PriceSlots } from './price-slots.ts';
import { strengthOf } from './strength-of.ts';

/** What was traded at a price since the book was told. */
type Level = {
  price: number;
  isAsk: boolean;
  /** The depth event it counts from. */
  depth: number;
  visibleLots: number;
  executedLots: number;
  touchLots: number;
  from: number;
  firedMs: number;
};

const newLevel = (isAsk: boolean): Level => ({
  price: Number.NaN,
  isAsk,
  depth: -1,
  visibleLots: 0,
  executedLots: 0,
  touchLots: 0,
  from: 0,
  firedMs: Number.NEGATIVE_INFINITY,
});

const settings = z.strictObject({
  maxBookAgeMs: z
    .number()
    .positive()
    .default(1000)
    .describe('Age in ms up to which a book says what was visible.'),
  hiddenToMedian: z
    .number()
    .min(0)
    .default(10)
    .describe('What was executed beyond the visible must be this many times the median level.'),
  coolDownMs: z.number().min(0).default(60_000).describe('Time in ms before the same price may fire again.'),
});

/** Strength: executed ÷ visible − 1, at most 1, which also is that of a level where nothing was visible. */
export const hiddenOrder = defineDetector({
  name: 'hidden-order',
  summary: 'More was executed at a price than the book showed there.',
  warmUp: 'a minute of a known book, which tells the median level',
  settings,
  create: (set) => {
    const slots = new PriceSlots(newLevel);
    let depth = 0;
    return {
      onTrade(print, view) {
        const { price, eventMs, size } = print;
        // a book that is newer than the trade shows already what it left
        const ageMs = eventMs - view.bookMs;
        if (!view.isBookKnown || ageMs < 0 || ageMs > set.maxBookAgeMs) return undefined;
        if (isOutdated(print, view)) return undefined;
        const level = slots.at(price, print.aggressor === 'buy');
        if (level.price !== price || level.depth !== depth) begin(level, print, view, depth);
        else seeTicker(level, view);
        level.executedLots += size;
        return level.executedLots > level.visibleLots ? judge(level, print, view) : undefined;
      },
      onDepth() {
        depth++;
      },
    };

    function judge(level: Level, { id, eventMs, price }: Print, view: FlowView): Detection | undefined {
      const { visibleLots, executedLots, isAsk, from } = level;
      const hiddenLots = executedLots - visibleLots;
      const medianLots = view.levels.quantile(0.5);
      if (!(hiddenLots >= set.hiddenToMedian * medianLots)) return undefined;
      if (eventMs - level.firedMs < set.coolDownMs) return undefined;
      level.firedMs = eventMs;
      return {
        side: isAsk ? 'sell' : 'buy',
        eventMs: view.nowMs,
        price,
        strength: strengthOf(executedLots, visibleLots),
        trades: { from, to: id },
        invalidation: price,
        figures: { executedLots, visibleLots, hiddenLots, medianLots, bookAgeMs: eventMs - view.bookMs },
      };
    }
  },
});

/** Traded where the book shows the other side: it is behind the market, whatever its age. */
function isOutdated({ price, aggressor }: Print, { book }: FlowView): boolean {
  return aggressor === 'buy' ? price <= book.bids.best : price >= book.asks.best;
}

function begin(level: Level, { price, id }: Print, view: FlowView, depth: number): void {
  if (level.price !== price) level.firedMs = Number.NEGATIVE_INFINITY;
  level.price = price;
  level.depth = depth;
  level.from = id;
  level.executedLots = 0;
  level.touchLots = touchLotsAt(level, view);
  const { book } = view;
  level.visibleLots = Math.max((level.isAsk ? book.asks : book.bids).at(price), level.touchLots);
}

/** The ticker is faster than the book: what it shows anew at this price was visible too. */
function seeTicker(level: Level, view: FlowView): void {
  const lots = touchLotsAt(level, view);
  if (lots === level.touchLots) return;
  level.touchLots = lots;
  level.visibleLots = Math.max(level.visibleLots, level.executedLots + lots);
}

function touchLotsAt({ isAsk, price }: Level, { touch }: FlowView): number {
  if (isAsk) return touch.ask === price ? touch.askSize : 0;
  return touch.bid === price ? touch.bidSize : 0;
}
