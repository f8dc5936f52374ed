// A limit order book that matches by price, then time, in whole ticks and lots.
import { type BookSide, createBookSide, type Level, type RestingOrder } from './book-side.ts';

export type OrderWish = {
  readonly owner: number;
  readonly isBid: boolean;
  readonly ticks: number;
  readonly lots: number;
  /** An iceberg shows this much at a time. */
  readonly shownLots?: number;
  /** What is not filled at once is gone. */
  readonly isImmediate?: boolean;
};

export type BookListener = {
  /** One maker order met; `isBuyerMaker` is true where the taker sold. */
  onFill(ticks: number, lots: number, isBuyerMaker: boolean, maker: number, taker: number): void;
  /** What a level shows now; 0 when it is gone. */
  onLevel(isBid: boolean, ticks: number, lots: number): void;
};

export type MatchingBook = {
  readonly bids: BookSide;
  readonly asks: BookSide;
  /** Undefined when nothing of it rests. */
  place(wish: OrderWish): RestingOrder | undefined;
  /** False when it is not in the book any more. */
  cancel(order: RestingOrder): boolean;
};

export function createMatchingBook(listener: BookListener): MatchingBook {
  const bids = createBookSide(true);
  const asks = createBookSide(false);

  /** Takes from one level, oldest order first; returns what is left of the wish. */
  const takeFrom = (side: BookSide, level: Level, wanted: number, taker: number): number => {
    let left = wanted;
    while (left > 0 && level.first) {
      const maker = level.first;
      const lots = Math.min(left, maker.lots);
      left -= lots;
      maker.lots -= lots;
      level.lots -= lots;
      listener.onFill(level.ticks, lots, side.isBid, maker.owner, taker);
      if (maker.lots > 0) break;
      side.remove(maker);
      if (maker.hiddenLots === 0) continue;
      maker.lots = Math.min(maker.shownLots, maker.hiddenLots);
      maker.hiddenLots -= maker.lots;
      // refilled behind everybody who waits there; the level may have gone with its last order
      const again = side.add(maker);
      if (again !== level) return takeFrom(side, again, left, taker);
    }
    listener.onLevel(side.isBid, level.ticks, side.lotsAt(level.ticks));
    return left;
  };

  return {
    bids,
    asks,
    place({ owner, isBid, ticks, lots, shownLots = lots, isImmediate = false }) {
      const against = isBid ? asks : bids;
      let left = lots;
      for (let level = against.best(); left > 0 && level; level = against.best()) {
        if (isBid ? level.ticks > ticks : level.ticks < ticks) break;
        left = takeFrom(against, level, left, owner);
      }
      if (left === 0 || isImmediate) return undefined;
      const shown = Math.min(shownLots, left);
      const order: RestingOrder = {
        owner,
        isBid,
        ticks,
        lots: shown,
        hiddenLots: left - shown,
        shownLots,
        level: undefined,
        before: undefined,
        after: undefined,
      };
      const level = (isBid ? bids : asks).add(order);
      listener.onLevel(isBid, ticks, level.lots);
      return order;
    },
    cancel(order) {
      if (!order.level) return false;
      const side = order.isBid ? bids : asks;
      side.remove(order);
      listener.onLevel(order.isBid, order.ticks, side.lotsAt(order.ticks));
      return true;
    },
  };
}
