// Point of control: the row of a bar or profile in which most was traded.
import type { FootprintBar, FootprintRow } from '../footprint.ts';

export type Rows = Pick<FootprintBar, 'rows' | 'high' | 'low' | 'binTicks'>;

/** Of equal rows the one nearest to mid-range, then the lower. Undefined where there are no rows. */
export function pocOf({ rows, high, low, binTicks }: Rows): Readonly<FootprintRow> | undefined {
  // twice the distance of a row's middle tick from the middle of the range: whole numbers
  const distance = ({ row }: FootprintRow) => Math.abs(2 * row * binTicks + binTicks - 1 - high - low);
  return rows.reduce<Readonly<FootprintRow> | undefined>((poc, row) => {
    const more = poc ? row.ask + row.bid - poc.ask - poc.bid : 1;
    return !poc || more > 0 || (more === 0 && distance(row) < distance(poc)) ? row : poc;
  }, undefined);
}

export type NakedPoc = { readonly openMs: number; readonly row: number; readonly binTicks: number };

/** Points of control among the last `lookBack` bars of which no tick lies inside a later bar's range; the oldest first. */
export function nakedPocs(bars: readonly FootprintBar[], lookBack = 80): NakedPoc[] {
  const recent = bars.slice(-lookBack);
  return recent.flatMap((bar, index) => {
    const poc = pocOf(bar);
    if (!poc) return [];
    const { openMs, binTicks } = bar;
    const [from, to] = [poc.row * binTicks, (poc.row + 1) * binTicks - 1];
    const isReached = recent.slice(index + 1).some(({ low, high }) => low <= to && high >= from);
    return isReached ? [] : [{ openMs, row: poc.row, binTicks }];
  });
}
