// Value area: the rows around the point of control that hold most of the volume.
import type { FootprintRow } from '../footprint.ts';
import { pocOf, type Rows } from './poc.ts';

export type ValueAreaSettings = {
  /** Share of the volume it holds at least. */
  readonly percent: number;
  /** How many rows above are compared with as many below. */
  readonly step: 1 | 2;
};

export const valueAreaDefaults: ValueAreaSettings = { percent: 70, step: 2 };

/** Outer rows, both included, and the lots between them. */
export type ValueArea = { readonly low: number; readonly high: number; readonly lots: number };

/** From the point of control the larger neighbours are added, those above where both are equal. Undefined where there are no rows. */
export function valueAreaOf(
  of: Rows,
  { percent, step }: ValueAreaSettings = valueAreaDefaults,
): ValueArea | undefined {
  const poc = pocOf(of);
  if (!poc) return undefined;
  const { rows } = of;
  const first = rows[0]!.row;
  const wanted = percent * rows.reduce((sum, row) => sum + lotsOf(row), 0);
  let low = poc.row - first;
  let high = low;
  let lots = lotsOf(poc);
  while (lots * 100 < wanted) {
    const above = rows.slice(high + 1, high + 1 + step);
    const below = rows.slice(Math.max(0, low - step), low);
    const [up, down] = [sumOf(above), sumOf(below)];
    if (above.length > 0 && (up >= down || below.length === 0)) {
      high += above.length;
      lots += up;
    } else if (below.length > 0) {
      low -= below.length;
      lots += down;
    } else break;
  }
  return { low: low + first, high: high + first, lots };
}

function lotsOf({ ask, bid }: Readonly<FootprintRow>): number {
  return ask + bid;
}

function sumOf(rows: readonly Readonly<FootprintRow>[]): number {
  return rows.reduce((sum, row) => sum + lotsOf(row), 0);
}
