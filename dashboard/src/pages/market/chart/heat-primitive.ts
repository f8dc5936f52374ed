// The heat-map under the candles: pieces of one image, stretched to where their times and prices lie on the chart.
import type { PrimitivePaneViewZOrder } from 'lightweight-charts';
import type { MarketFeed } from '../feed/market-feed.ts';
import { ChartPrimitive } from './chart-primitive.ts';
import { drawOn, type Target } from './draw-on.ts';
import { type CutOffShares, HeatImage } from './heat-image.ts';
import { HEAT_COLUMNS, HEAT_ROWS } from './heat-ring.ts';
import type { Rgb } from './palette.ts';

export class HeatPrimitive extends ChartPrimitive {
  shares: CutOffShares = { low: 0.01, high: 0.99 };
  isShown = false;
  readonly #feed: MarketFeed;
  readonly #barMs: number;
  readonly #image: HeatImage;

  constructor(feed: MarketFeed, barMs: number, ramp: readonly Rgb[]) {
    super();
    this.#feed = feed;
    this.#barMs = barMs;
    this.#image = new HeatImage(ramp);
  }

  protected override readonly zOrder: PrimitivePaneViewZOrder = 'bottom';

  protected override draw(target: Target): void {
    const { heat, candles, heatRowSize } = this.#feed;
    const [series, chart] = [this.series, this.chart];
    const range = chart?.timeScale().getVisibleLogicalRange();
    if (!this.isShown || !series || !chart || !range || heat.newest < 0) return;
    const bars = candles.all.slice(Math.max(0, Math.floor(range.from) - 1), Math.ceil(range.to) + 2);
    const firstMs = bars[0]?.openMs ?? 0;
    this.#image.paint(heat, Math.floor(firstMs / heat.columnMs), this.shares, performance.now());
    const scale = chart.timeScale();
    const spacing = scale.options().barSpacing;
    const top = series.priceToCoordinate((heat.baseRow + HEAT_ROWS) * heatRowSize);
    const bottom = series.priceToCoordinate(heat.baseRow * heatRowSize);
    if (top === null || bottom === null) return;
    drawOn(target, ({ context, mediaSize }) => {
      // Only the rows in sight: what lies outside costs time and shows nothing.
      const rowPx = (bottom - top) / HEAT_ROWS;
      const fromRow = Math.max(0, Math.floor(-top / rowPx));
      const rows = Math.min(HEAT_ROWS, Math.ceil((mediaSize.height - top) / rowPx)) - fromRow;
      if (rows <= 0) return;
      context.imageSmoothingEnabled = false;
      for (const { from, to, x } of this.#runs(bars, (openMs) => this.toX(openMs), spacing)) {
        const first = Math.max(Math.floor(from / heat.columnMs), heat.newest - HEAT_COLUMNS + 1);
        const end = Math.min(Math.floor(to / heat.columnMs), heat.newest + 1);
        for (let at = first; at < end; ) {
          const slot = at % HEAT_COLUMNS;
          const count = Math.min(end - at, HEAT_COLUMNS - slot);
          const columnPx = (spacing * heat.columnMs) / this.#barMs;
          const left = x + ((at * heat.columnMs - from) / heat.columnMs) * columnPx;
          context.drawImage(
            this.#image.canvas,
            slot,
            fromRow,
            count,
            rows,
            left,
            top + fromRow * rowPx,
            count * columnPx,
            rows * rowPx,
          );
          at += count;
        }
      }
      context.imageSmoothingEnabled = true;
    });
  }

  /** Bars without a gap between them are one piece: the axis counts bars, so that time runs evenly within it. */
  #runs(
    bars: readonly { readonly openMs: number }[],
    toX: (openMs: number) => number | null,
    spacing: number,
  ) {
    const runs: { from: number; to: number; x: number }[] = [];
    for (const { openMs } of bars) {
      const last = runs.at(-1);
      if (last?.to === openMs) {
        last.to += this.#barMs;
        continue;
      }
      const x = toX(openMs);
      if (x !== null) runs.push({ from: openMs, to: openMs + this.#barMs, x: x - spacing / 2 });
    }
    return runs;
  }
}
