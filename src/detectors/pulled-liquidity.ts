import { notionalOf } from '../domain/market/instrument.ts';
import type { FlowView, Seconds } from '../domain/order-flow/flow-view.ts';
import { defineDetector } from './detector.ts';
import { pullSettings } from './pulled-liquidity/pull-settings.ts';
import { createPulls } from './pulled-liquidity/pulls.ts';
import { Wall } from './pulled-liquidity/wall.ts';

/** Walls watched at a time; one more and the oldest is forgotten. */
const MAX_WALLS = 256;
/** What volume is usual is taken from so many seconds. */
const VOLUME_SECONDS = 600;

/** Strength: share of the loss that was cancelled, from 0 at `cancelledShare` to 1 at all, times the share of the wall that went. */
export const pulledLiquidity = defineDetector({
  name: 'pulled-liquidity',
  summary: 'A wall in the book is cancelled before it is executed; intent cannot be proven.',
  warmUp: 'a minute of a known book, which tells what a wall is, and trades in it',
  settings: pullSettings,
  create: (set) => {
    const walls = new Map<number, Wall>();
    const pulls = createPulls(set);
    let leastLots = Number.NaN;
    let leastMovedLots = Number.NaN;
    let seenMs = 0;
    return {
      onTrade(print) {
        pulls.trade(print);
        return undefined;
      },
      onDepth(view) {
        if (!(leastLots > 0) || !view.isBookKnown) {
          seenMs = view.bookMs;
          return undefined;
        }
        const { count, sides, prices, before, after } = view.changes;
        for (let i = 0; i < count; i++) {
          const price = prices[i]!;
          const isLarge = before[i]! >= leastLots || after[i]! >= leastLots;
          const isBid = sides[i] === 1;
          const grownLots = after[i]! - before[i]!;
          if (grownLots >= leastMovedLots) pulls.grow(price, isBid, grownLots, view.bookMs);
          if (!isLarge && walls.size === 0) continue;
          const key = isBid ? price : -price;
          let wall = walls.get(key);
          if (!wall) {
            if (!isLarge || !isNear(price, isBid, view)) continue;
            wall = new Wall(price, isBid, before[i]!, leastLots);
            watch(key, wall);
          }
          wall.change(after[i]!, view.bookMs, seenMs);
          pulls.see(wall, view);
        }
        seenMs = view.bookMs;
        return pulls.settle(view);
      },
      onSecond(view) {
        leastLots = leastOf(view);
        leastMovedLots = leastLots * set.lostShare * set.cancelledShare;
        for (const [key, wall] of walls)
          if (wall.lots < wall.leastLots && view.nowMs - wall.changedMs > set.withinMs) walls.delete(key);
        return view.isBookKnown ? pulls.settle(view) : undefined;
      },
      onGap() {
        walls.clear();
        pulls.clear();
      },
    };

    function leastOf({ levels, instrument, book, seconds }: FlowView): number {
      const byQuantile = Math.max(levels.quantile(set.quantile), set.minMedians * levels.quantile(0.5), 1);
      if (Number.isNaN(byQuantile)) return byQuantile;
      const lotQuote = notionalOf(instrument, book.mid, 1);
      const least = set.wallQuote > 0 ? Math.min(byQuantile, set.wallQuote / lotQuote) : byQuantile;
      const floorLots = set.floorVolumeShare > 0 ? set.floorVolumeShare * minuteLotsOf(seconds) : 0;
      return Math.max(least, set.floorQuote / lotQuote, floorLots);
    }

    /** Infinite where nothing was traded: no floor is reached there. */
    function minuteLotsOf(seconds: Seconds): number {
      const held = Math.min(seconds.length, VOLUME_SECONDS);
      let lots = 0;
      for (let age = 0; age < held; age++) lots += seconds.buy(age) + seconds.sell(age);
      return lots > 0 ? (lots * 60) / held : Number.POSITIVE_INFINITY;
    }

    function isNear(price: number, isBid: boolean, { book }: FlowView): boolean {
      return (isBid ? book.bids.best - price : price - book.asks.best) <= set.withinTicks;
    }

    function watch(key: number, wall: Wall): void {
      if (walls.size === MAX_WALLS)
        for (const oldest of walls.keys()) {
          walls.delete(oldest);
          break;
        }
      walls.set(key, wall);
    }
  },
});
