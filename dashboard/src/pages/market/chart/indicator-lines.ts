// The series of the chosen indicators on the chart: lines over the price, and a pane for each that has another scale.
import type { IChartApi, ISeriesApi, PriceFormatCustom, UTCTimestamp } from 'lightweight-charts';
import { HistogramSeries, LineSeries, LineStyle } from 'lightweight-charts';
import type { IndicatorView } from '../../../api/market.ts';
import type { ChartColors } from './chart-colors.ts';
import {
  type ChartIndicator,
  chartIndicators,
  type IndicatorId,
  type IndicatorLine,
} from './chart-indicators.ts';
import { plainLine, toPriceFormat } from './chart-options.ts';
import { toIndicatorPoints } from './indicator-points.ts';

/** Price and CVD have the first two. */
const FIRST_PANE = 2;
const PANE_SHARE = 0.2;

type Drawn = {
  readonly indicator: ChartIndicator;
  readonly line: IndicatorLine;
  readonly series: ISeriesApi<'Line'> | ISeriesApi<'Histogram'>;
};

export class IndicatorLines {
  readonly #chart: IChartApi;
  readonly #colors: ChartColors;
  readonly #priceFormat: PriceFormatCustom;
  #ids = '';
  #drawn: readonly Drawn[] = [];

  constructor(chart: IChartApi, colors: ChartColors, priceFormat: PriceFormatCustom) {
    this.#chart = chart;
    this.#colors = colors;
    this.#priceFormat = priceFormat;
  }

  /** `isDrawn`: whether the chart has a bar that opened then; others would stretch its axis of time. */
  show(
    ids: readonly IndicatorId[],
    view: IndicatorView | undefined,
    isDrawn: (openMs: number) => boolean,
  ): void {
    if (this.#ids !== ids.join()) this.#choose(ids);
    for (const { indicator, line, series } of this.#drawn) {
      const points = view ? toIndicatorPoints(view, indicator.name, line.output, isDrawn) : [];
      series.setData(
        points.map(({ openMs, value }) => ({
          time: (openMs / 1000) as UTCTimestamp,
          ...(value === undefined ? {} : { value }),
        })),
      );
    }
  }

  #choose(ids: readonly IndicatorId[]): void {
    this.#ids = ids.join();
    // The panes go with the last series in them: from the last one on, so that the others keep their places.
    for (const { series } of this.#drawn.toReversed()) this.#chart.removeSeries(series);
    let pane = FIRST_PANE;
    this.#drawn = ids.flatMap((id) => {
      const indicator = chartIndicators[id];
      const at = indicator.place === 'price' ? 0 : pane++;
      return indicator.lines.map((line, i) => ({
        indicator,
        line,
        series: this.#add(indicator, line, at, i === 0),
      }));
    });
    for (const added of this.#chart.panes().slice(FIRST_PANE)) added.setStretchFactor(PANE_SHARE);
  }

  #add(indicator: ChartIndicator, { color, look }: IndicatorLine, pane: number, isFirst: boolean) {
    const { place, decimals, label } = indicator;
    const options = {
      ...plainLine,
      color: this.#colors[color],
      priceFormat: decimals === null ? this.#priceFormat : toPriceFormat(10 ** -decimals, decimals),
      ...(place === 'pane' ? { lastValueVisible: isFirst, title: isFirst ? label : '' } : {}),
      // What is over the price must not squeeze it.
      ...(place === 'price' ? { autoscaleInfoProvider: () => null } : {}),
    };
    if (look === 'columns') return this.#chart.addSeries(HistogramSeries, options, pane);
    const lineStyle = look === 'dashed' ? LineStyle.Dashed : LineStyle.Solid;
    return this.#chart.addSeries(LineSeries, { ...options, lineWidth: 1, lineStyle }, pane);
  }
}
