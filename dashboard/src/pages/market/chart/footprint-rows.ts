// What is seen in the rows of a footprint bar: rows put together until they can be read, the largest, imbalances.
import type { DrawnRow } from '../feed/drawn.ts';

export type Imbalance = 'buy' | 'sell' | undefined;
export type ShownRow = DrawnRow & { readonly imbalance: Imbalance };
/** Prices of the first and the last row of at least three imbalances of one side, one above the other. */
export type Stack = { readonly side: 'buy' | 'sell'; readonly low: number; readonly high: number };

export type ShownRows = {
  readonly rows: readonly ShownRow[];
  readonly stacks: readonly Stack[];
  readonly largest: number;
  readonly rowSize: number;
};

/** One side is this many times the other, diagonally: what was bought here against what was sold one row below. */
const RATIO = 3;
const STACKED = 3;

/** `together`: how many rows of `rowSize` make one that is shown. */
export function toShownRows(rows: readonly DrawnRow[], rowSize: number, together: number): ShownRows {
  const size = rowSize * together;
  const grouped = together === 1 ? rows : groupRows(rows, rowSize, together);
  const byPlace = new Map(grouped.map((row) => [Math.round(row.price / size), row]));
  const shown = grouped.map((row) => {
    const place = Math.round(row.price / size);
    const below = byPlace.get(place - 1);
    const above = byPlace.get(place + 1);
    return { ...row, imbalance: toImbalance(row, below?.sold, above?.bought) };
  });
  return {
    rows: shown,
    stacks: toStacks(shown, size),
    largest: shown.reduce((most, { sold, bought }) => Math.max(most, sold, bought), 0),
    rowSize: size,
  };
}

/** Strictly more than the ratio; against nothing there is no ratio. */
function toImbalance(row: DrawnRow, soldBelow = 0, boughtAbove = 0): Imbalance {
  if (soldBelow > 0 && row.bought > RATIO * soldBelow) return 'buy';
  if (boughtAbove > 0 && row.sold > RATIO * boughtAbove) return 'sell';
  return undefined;
}

function toStacks(rows: readonly ShownRow[], rowSize: number): Stack[] {
  const stacks: Stack[] = [];
  let from = 0;
  for (let at = 1; at <= rows.length; at++) {
    const [first, last, next] = [rows[from] as ShownRow, rows[at - 1] as ShownRow, rows[at]];
    const isOn =
      next !== undefined &&
      next.imbalance === first.imbalance &&
      Math.round((next.price - last.price) / rowSize) === 1;
    if (isOn) continue;
    if (first.imbalance !== undefined && at - from >= STACKED)
      stacks.push({ side: first.imbalance, low: first.price, high: last.price });
    from = at;
  }
  return stacks;
}

function groupRows(rows: readonly DrawnRow[], rowSize: number, together: number): DrawnRow[] {
  const grouped = new Map<number, { sold: number; bought: number }>();
  for (const { price, sold, bought } of rows) {
    const place = Math.floor(Math.round(price / rowSize) / together);
    const row = grouped.get(place) ?? { sold: 0, bought: 0 };
    grouped.set(place, { sold: row.sold + sold, bought: row.bought + bought });
  }
  return [...grouped].map(([place, row]) => ({ price: place * together * rowSize, ...row }));
}
