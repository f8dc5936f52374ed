// One side of a book: levels sorted so that the best is at the end, where most changes happen.

export type RestingOrder = {
  readonly owner: number;
  readonly isBid: boolean;
  readonly ticks: number;
  /** Seen by everybody. */
  lots: number;
  /** Beside those, of an iceberg. */
  hiddenLots: number;
  /** To which an iceberg is refilled. */
  readonly shownLots: number;
  level: Level | undefined;
  before: RestingOrder | undefined;
  after: RestingOrder | undefined;
};

export type Level = {
  readonly ticks: number;
  /** The sum of what its orders show. */
  lots: number;
  first: RestingOrder | undefined;
  last: RestingOrder | undefined;
};

export type BookSide = {
  readonly isBid: boolean;
  /** The worst first. */
  readonly levels: readonly Level[];
  best(): Level | undefined;
  add(order: RestingOrder): Level;
  /** Takes the order out; the level goes with its last order. */
  remove(order: RestingOrder): void;
  lotsAt(ticks: number): number;
};

export function createBookSide(isBid: boolean): BookSide {
  const levels: Level[] = [];
  const byTicks = new Map<number, Level>();
  /** Where a price stands or would stand. */
  const indexOf = (ticks: number): number => {
    let low = 0;
    let high = levels.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = levels[middle]?.ticks ?? 0;
      if (isBid ? at < ticks : at > ticks) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    isBid,
    levels,
    best: () => levels[levels.length - 1],
    lotsAt: (ticks) => byTicks.get(ticks)?.lots ?? 0,
    add(order) {
      let level = byTicks.get(order.ticks);
      if (!level) {
        level = { ticks: order.ticks, lots: 0, first: undefined, last: undefined };
        byTicks.set(order.ticks, level);
        levels.splice(indexOf(order.ticks), 0, level);
      }
      order.level = level;
      order.before = level.last;
      order.after = undefined;
      if (level.last) level.last.after = order;
      else level.first = order;
      level.last = order;
      level.lots += order.lots;
      return level;
    },
    remove(order) {
      const { level, before, after } = order;
      if (!level) return;
      if (before) before.after = after;
      else level.first = after;
      if (after) after.before = before;
      else level.last = before;
      level.lots -= order.lots;
      order.level = undefined;
      if (level.first) return;
      byTicks.delete(level.ticks);
      levels.splice(indexOf(level.ticks), 1);
    },
  };
}
