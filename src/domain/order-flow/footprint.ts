// Volume traded at each price row of a bar, split by aggressor. Row k holds the ticks from k × bin to (k + 1) × bin − 1.

export type FootprintRow = {
  /** floor(price in ticks / bin). */
  readonly row: number;
  /** Lots of trades whose aggressor was the buyer. */
  ask: number;
  /** Lots of trades whose aggressor was the seller. */
  bid: number;
};

/** A bar of order flow. Prices in ticks, volumes in lots, all exact. */
export interface FootprintBar {
  readonly openMs: number;
  /** Event time of the last trade in it. */
  readonly lastMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly trades: number;
  /** Trades of its time are missing in it. */
  readonly isPartial?: boolean;
  readonly ask: number;
  readonly bid: number;
  /** Running extremes of the delta inside the bar, 0 at its open. */
  readonly deltaMin: number;
  readonly deltaMax: number;
  readonly binTicks: number;
  /** From the lowest row that was traded to the highest, none left out. */
  readonly rows: readonly Readonly<FootprintRow>[];
}

export function deltaOf({ ask, bid }: Pick<FootprintBar, 'ask' | 'bid'>): number {
  return ask - bid;
}

export function volumeOf({ ask, bid }: Pick<FootprintBar, 'ask' | 'bid'>): number {
  return ask + bid;
}
