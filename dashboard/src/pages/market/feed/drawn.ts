// What is drawn of bars, with prices and sizes as floats: exact text is for figures, floats are for pixels.
import type { CandleView, FootprintView } from '../../../api/market.ts';

export type DrawnCandle = {
  readonly openMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** Null where only the venue's candle is known. */
  readonly delta: number | null;
  readonly isClosed: boolean;
};

export type DrawnRow = { readonly price: number; readonly sold: number; readonly bought: number };

export type DrawnBar = {
  readonly openMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly delta: number;
  readonly cvd: number;
  readonly poc: number | null;
  /** The least distance of two rows; infinite where there is but one. */
  readonly rowSize: number;
  /** Lowest first. */
  readonly rows: readonly DrawnRow[];
};

export function toDrawnCandle(candle: CandleView): DrawnCandle {
  return {
    openMs: candle.openMs,
    open: Number(candle.open),
    high: Number(candle.high),
    low: Number(candle.low),
    close: Number(candle.close),
    volume: Number(candle.volume),
    delta: candle.delta === null ? null : Number(candle.delta),
    isClosed: candle.isClosed,
  };
}

/** A change brings the rows that changed: the others stay as they were `before`. A closed bar is whole. */
export function toDrawnBar(bar: FootprintView, before?: DrawnBar): DrawnBar {
  const rows = new Map(
    bar.isClosed || before?.openMs !== bar.openMs ? [] : before.rows.map((row) => [row.price, row]),
  );
  for (const [price, sold, bought] of bar.rows)
    rows.set(Number(price), { price: Number(price), sold: Number(sold), bought: Number(bought) });
  const inOrder = [...rows.values()].sort((a, b) => a.price - b.price);
  return {
    openMs: bar.openMs,
    open: Number(bar.open),
    high: Number(bar.high),
    low: Number(bar.low),
    close: Number(bar.close),
    volume: Number(bar.buy) + Number(bar.sell),
    delta: Number(bar.delta),
    cvd: Number(bar.cvd),
    poc: bar.poc === null ? null : Number(bar.poc),
    rowSize: toRowSize(inOrder),
    rows: inOrder,
  };
}

function toRowSize(rows: readonly DrawnRow[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < rows.length; i++)
    least = Math.min(least, (rows[i] as DrawnRow).price - (rows[i - 1] as DrawnRow).price);
  return least;
}
