import type { Level } from '../feed/ladder-book.ts';

export type LadderRow = Level & {
  /** Of this level and all better ones. */
  readonly sum: number;
};

export type Ladder = {
  /** Best first, as the bids are. */
  readonly asks: readonly LadderRow[];
  readonly bids: readonly LadderRow[];
  readonly largest: number;
  /** Null where a side is empty. */
  readonly spreadTicks: number | null;
  readonly isCrossed: boolean;
};

export function toLadder(
  asks: readonly Level[],
  bids: readonly Level[],
  touch: readonly (Level | undefined)[],
): Ladder {
  const [ask, bid] = touch;
  const rows = [asks, bids].map(withSums);
  const [askRows = [], bidRows = []] = rows;
  const spreadTicks = ask && bid ? ask.ticks - bid.ticks : null;
  return {
    asks: askRows,
    bids: bidRows,
    largest: [...asks, ...bids].reduce((most, { size }) => Math.max(most, size), 0),
    spreadTicks,
    isCrossed: spreadTicks !== null && spreadTicks <= 0,
  };
}

function withSums(levels: readonly Level[]): LadderRow[] {
  let sum = 0;
  return levels.map((level) => {
    sum += level.size;
    return { ...level, sum };
  });
}
