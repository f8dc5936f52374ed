// The footprint as a series of the chart: draws the bars in sight and no others, as fully as their size allows.
import type {
  CustomData,
  CustomSeriesOptions,
  ICustomSeriesPaneRenderer,
  ICustomSeriesPaneView,
  PaneRendererCustomData,
  Time,
} from 'lightweight-charts';
import { customSeriesDefaultOptions } from 'lightweight-charts';
import type { DrawnBar } from '../feed/drawn.ts';
import type { ChartColors } from './chart-colors.ts';
import { drawFootprintBar, type Plan } from './draw-footprint.ts';
import { drawOn, type Target } from './draw-on.ts';

export type FootprintItem = CustomData<Time> & { readonly bar: DrawnBar };
type Data = PaneRendererCustomData<Time, FootprintItem>;
type ToY = Parameters<ICustomSeriesPaneRenderer['draw']>[1];

/** Pixels of a row from which on text can be read in it, and of a bar for text of both sides, of the delta, for cells. */
const TEXT_ROW_PX = 12;
const BOTH_PX = 72;
const DELTA_PX = 42;
const CELLS_PX = 24;

export class FootprintSeries implements ICustomSeriesPaneView<Time, FootprintItem, CustomSeriesOptions> {
  readonly #colors: ChartColors;
  #data: Data | undefined;

  constructor(colors: ChartColors) {
    this.#colors = colors;
  }

  renderer(): ICustomSeriesPaneRenderer {
    return { draw: (target, toY) => this.#draw(target, toY) };
  }

  update(data: Data): void {
    this.#data = data;
  }

  priceValueBuilder({ bar }: FootprintItem): [number, number, number] {
    return [bar.high, bar.low, bar.close];
  }

  isWhitespace(item: object): item is never {
    return !('bar' in item);
  }

  defaultOptions(): CustomSeriesOptions {
    return { ...customSeriesDefaultOptions, color: this.#colors.text };
  }

  #draw(target: Target, toY: ToY): void {
    const { bars, barSpacing, visibleRange } = this.#data ?? { bars: [], barSpacing: 0, visibleRange: null };
    if (!visibleRange) return;
    const seen = bars.slice(visibleRange.from, visibleRange.to);
    const rowSize = seen.reduce((least, { originalData: { bar } }) => Math.min(least, bar.rowSize), Infinity);
    const last = seen.at(-1)?.originalData.bar;
    if (!last) return;
    const rowPx = Math.abs((toY(last.close + rowSize) ?? 0) - (toY(last.close) ?? 0));
    const plan = toPlan(barSpacing, Number.isFinite(rowSize) ? rowSize : 0, rowPx);
    drawOn(target, ({ context, mediaSize }) => {
      context.textBaseline = 'middle';
      for (const { x, originalData } of seen)
        drawFootprintBar(
          context,
          { ...plan, bar: originalData.bar, x, height: mediaSize.height },
          toY,
          this.#colors,
        );
    });
  }
}

export function toPlan(barSpacing: number, rowSize: number, rowPx: number): Plan {
  const width = Math.max(3, barSpacing * 0.92);
  const isRows = barSpacing >= CELLS_PX && rowSize > 0 && rowPx > 0;
  const wanted = barSpacing >= DELTA_PX ? TEXT_ROW_PX : 4;
  const together = isRows ? Math.max(1, Math.ceil(wanted / rowPx)) : 1;
  const text = barSpacing >= BOTH_PX ? 'both' : barSpacing >= DELTA_PX ? 'delta' : 'none';
  return { width, rowSize, together, rowPx: rowPx * together, look: isRows ? 'cells' : 'candle', text };
}
