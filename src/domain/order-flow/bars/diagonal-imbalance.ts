// Rows where buyers lifted far more than sellers hit one row below, or the reverse one row above.
import type { Aggressor } from '../flow-view.ts';
import type { FootprintRow } from '../footprint.ts';

export type ImbalanceSettings = {
  /** The larger side must be more than this many times the smaller. */
  readonly ratio: number;
  /** Lots of the larger side at least. */
  readonly leastLots: number;
};

export const imbalanceDefaults: ImbalanceSettings = { ratio: 3, leastLots: 0 };

export type Imbalance = {
  readonly row: number;
  readonly side: Aggressor;
  /** Larger side through smaller. */
  readonly ratio: number;
};

/** From the lowest row up; where one row has both, the buyers' comes first. A side without volume compares with nothing. */
export function diagonalImbalances(
  rows: readonly Readonly<FootprintRow>[],
  { ratio, leastLots }: ImbalanceSettings = imbalanceDefaults,
): Imbalance[] {
  const isFar = (larger: number, smaller: number) =>
    smaller > 0 && larger >= leastLots && larger > ratio * smaller;
  return rows.flatMap(({ row, ask, bid }, index) => {
    const below = rows[index - 1]?.bid ?? 0;
    const above = rows[index + 1]?.ask ?? 0;
    const found: Imbalance[] = [];
    if (isFar(ask, below)) found.push({ row, side: 'buy', ratio: ask / below });
    if (isFar(bid, above)) found.push({ row, side: 'sell', ratio: bid / above });
    return found;
  });
}

/** Rows with imbalances of one side one after another, both ends included. */
export type Stack = { readonly side: Aggressor; readonly low: number; readonly high: number };

/** Runs of at least `least` rows, the buyers' first, from the lowest up. */
export function stackedImbalances(imbalances: readonly Imbalance[], least = 3): Stack[] {
  return (['buy', 'sell'] as const).flatMap((side) => {
    const stacks: { side: Aggressor; low: number; high: number }[] = [];
    for (const { row } of imbalances.filter((imbalance) => imbalance.side === side)) {
      const last = stacks.at(-1);
      if (last && last.high === row - 1) last.high = row;
      else stacks.push({ side, low: row, high: row });
    }
    return stacks.filter(({ low, high }) => high - low + 1 >= least);
  });
}
